package spring

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

var (
	appenderHost = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`<(destination|remoteHost|graylogHost|syslogHost|host)>\s*([^<\s]+)\s*</`)
	})
	springProperty = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<springProperty\b[^>]*>`) })
	attribute      = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b(name|source|defaultValue)\s*=\s*"([^"]*)"`) })
)

// appenders adds where the log goes over the network.
func (l *loader) appenders(m *module) {
	for _, f := range l.tree.In(path.Join(m.Dir, "src/main/resources")) {
		if !strings.HasPrefix(f.Name(), "logback") || f.Ext() != ".xml" {
			continue
		}
		data, err := f.Data()
		if err != nil {
			continue
		}
		text := string(blank(data, xmlComment()))
		names := map[string]string{}
		for _, tag := range springProperty().FindAllString(text, 100) {
			var name, placeholder string
			for _, a := range attribute().FindAllStringSubmatch(tag, 8) {
				switch a[1] {
				case "name":
					name = a[2]
				case "source":
					placeholder = a[2] + placeholder
				case "defaultValue":
					placeholder += ":" + a[2]
				}
			}
			names[name] = "${" + placeholder + "}"
		}
		for _, h := range appenderHost().FindAllStringSubmatchIndex(text, 20) {
			address, _ := iac.Placeholders(text[h[4]:h[5]], func(key string) (string, bool) { v, ok := names[key]; return v, ok && v != "${"+key+"}" })
			m.Uses = append(m.Uses, iac.Use{
				Address: "tcp://" + address, Style: arch.Async, Protocol: "log",
				Evidence: []arch.Step{{At: f.Range(h[0], h[1]), What: "log appender"}},
			})
		}
	}
}
