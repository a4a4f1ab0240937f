package spring

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

func load(t *testing.T, files map[string]string) map[string]*iac.Module {
	t.Helper()
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.New(m, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*iac.Module{}
	for _, m := range Load(tree).Modules {
		out[m.Dir] = m
	}
	return out
}

func pom(libraries ...string) string {
	text := "<project><artifactId>it</artifactId><description>spring</description><dependencies>"
	for _, l := range libraries {
		text += "<dependency><artifactId>" + l + "</artifactId></dependency>"
	}
	return text + "</dependencies></project>"
}

// One case is one module with one library and one file; it uses what is wanted, by
// address or role, or nothing.
func TestUses(t *testing.T) {
	for _, c := range []struct{ name, library, config, code, want string }{
		{"a call", "x", "", `class A { Object o = new RestTemplate().getForObject("http://stock/a", X.class); }`, "http://stock/a"},
		{"no client", "x", "", `class A { String o = "http://stock/a"; }`, ""},
		{"a comment", "x", "", "class A { RestTemplate r; /* \"http://stock/a\" */ // \"http://stock/b\"\n }", ""},
		{"an origin that is let in", "x", "", `class A { RestTemplate r; void c(C c) { c.allowedOrigins("http://stock"); } }`, ""},
		{"a property that is read", "x", "", `class A { RestTemplate r; @Value("${stock.url}") String u; void f() { r.get(u); } }`, "${stock.url}"},
		{"a property that is not read", "x", "", `class A { RestTemplate r; @Value("${stock.url}") String u; }`, ""},
		{"a text block", "x", "", "class A { RestTemplate r; String s = \"\"\"\n http://stock \"quoted\" \"\"\"; }", ""},
		{"a route", "x", "spring.cloud.gateway.routes[0].uri=lb:ws://chat", "class A {}", "lb://chat"},
		{"off everywhere", "spring-cloud-starter-consul-discovery", "spring.cloud.consul.enabled=false", "class A {}", ""},
		{"off in one profile", "spring-cloud-starter-consul-discovery", "spring.cloud.consul.host=c\n#---\nspring.profiles=local\nspring.cloud.consul.enabled=false", "class A {}", "registry"},
		{"a template nobody uses", "spring-boot-starter-amqp", "", "class A {}", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if m := load(t, map[string]string{"pom.xml": pom(c.library), "src/main/java/A.java": c.code, "src/main/resources/application.properties": c.config})["."]; m != nil {
				for _, u := range m.Uses {
					got += u.Address + u.Role
				}
			}
			if got != c.want {
				t.Errorf("uses %q, want %q", got, c.want)
			}
		})
	}
}

// What is nested deeply, never ends or refers to itself must not take long.
func TestHostile(t *testing.T) {
	deep, long := strings.Repeat("@A(", 20_000), "import a"+strings.Repeat(".a", 50_000)
	load(t, map[string]string{
		"pom.xml": pom("x"), "src/main/java/A.java": deep, "src/main/java/B.java": long,
		"src/main/resources/application.properties": "spring.application.name=${spring.application.name}\na=${b}\nb=${a}${a}\n",
	})
}
