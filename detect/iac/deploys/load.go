package deploys

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/commands"
	"github.com/archvet/archvet/detect/source"
)

// loader gathers what the commands of one tree declare.
type loader struct {
	tree      *source.Tree
	out       iac.Declared
	units     map[string]*iac.Unit     // by scope and name
	resources map[string]*iac.Resource // by scope, type and name
	formats   map[string]bool
}

// needles are in every file with a command or step that deploys.
var needles = []string{"gcloud ", "gcloud\n", "/gcloud", "gcloud'", "gcloud\"", "aws lambda", "az containerapp", "google-github-actions/deploy", "container-apps-deploy", "cloud-sdk"}

// handler is what a command means.
type handler struct {
	words  string // program and sub-commands
	format string
	read   func(*loader, command)
}

// handlers are the commands that are understood. Those that refer to others follow
// them.
func handlers() [][]handler {
	return [][]handler{{
		{"gcloud run deploy", "gcloud", (*loader).runService},
		{"gcloud run services update", "gcloud", (*loader).runService},
		{"gcloud run jobs create", "gcloud", (*loader).runJob},
		{"gcloud run jobs deploy", "gcloud", (*loader).runJob},
		{"gcloud run jobs update", "gcloud", (*loader).runJob},
		{"gcloud functions deploy", "gcloud", (*loader).function},
		{"gcloud workflows deploy", "gcloud", (*loader).workflow},
		{"gcloud pubsub topics create", "gcloud", (*loader).topic},
		{"gcloud tasks queues create", "gcloud", (*loader).queue},
		{"aws lambda create-function", "aws-cli", (*loader).lambda},
		{"aws lambda update-function-configuration", "aws-cli", (*loader).lambda},
		{"az containerapp create", "az-cli", (*loader).containerApp},
		{"az containerapp update", "az-cli", (*loader).containerApp},
		{"az containerapp up", "az-cli", (*loader).containerApp},
		{"az containerapp job create", "az-cli", (*loader).containerJob},
	}, {
		{"gcloud functions deploy", "gcloud", (*loader).functionTriggers},
		{"gcloud pubsub subscriptions create", "gcloud", (*loader).subscription},
		{"gcloud scheduler jobs create http", "gcloud", (*loader).schedule},
		{"gcloud scheduler jobs create pubsub", "gcloud", (*loader).schedule},
		{"gcloud eventarc triggers create", "gcloud", (*loader).eventarc},
		{"aws lambda create-event-source-mapping", "aws-cli", (*loader).mapping},
	}}
}

// command is a command whose sub-commands are known.
type command struct {
	commands.Command
	rest  int // the first word after the sub-commands
	group string
}

// Load reads the commands of the tree.
func Load(t *source.Tree) iac.Declared {
	l := &loader{tree: t, units: map[string]*iac.Unit{}, resources: map[string]*iac.Resource{}, formats: map[string]bool{}}
	found := commands.Read(t, needles...)
	list := found.Commands
	for _, s := range found.Steps {
		list = append(list, translated(s)...)
	}
	for _, phase := range handlers() {
		for _, c := range list {
			for _, h := range phase {
				if n := matches(c, h.words); n > 0 {
					l.formats[h.format] = true
					h.read(l, command{c, n, h.words})
				}
			}
		}
	}
	for _, u := range l.out.Units {
		if u.Kind == arch.Service && len(u.Triggers) == 0 && u.Platform == arch.CloudRun {
			u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnHTTP, At: u.At, Front: "Cloud Run", Async: arch.Given(false, u.At)})
		}
	}
	if len(l.out.Units)+len(l.out.Resources) > 0 {
		for f := range l.formats {
			l.out.Formats = append(l.out.Formats, f)
		}
		slices.Sort(l.out.Formats)
	}
	return l.out
}

// matches counts the words of a command up to the end of its sub-commands; 0 when they
// are others. Release tracks and global flags may stand in between.
func matches(c commands.Command, want string) int {
	i := 0
	for word := range strings.FieldsSeq(want) {
		for i > 0 && i < len(c.Words) && (c.Words[i].Text == "beta" || c.Words[i].Text == "alpha" || strings.HasPrefix(c.Words[i].Text, "--") && strings.Contains(c.Words[i].Text, "=") || switches[c.Words[i].Text]) {
			i++
		}
		if i >= len(c.Words) || c.Words[i].Text != word && (i > 0 || path.Base(c.Words[i].Text) != word) {
			return 0
		}
		i++
	}
	return i
}

// switches are flags that take no value.
var switches = map[string]bool{
	"--quiet": true, "-q": true, "--async": true, "--allow-unauthenticated": true, "--gen2": true, "--trigger-http": true, "--retry": true, "--cpu-boost": true, "--cpu-throttling": true,
	"--use-http2": true, "--session-affinity": true, "--execute-now": true, "--wait": true, "--automatic-updates": true, "--clear-env-vars": true, "--clear-secrets": true, "--deploy-health-check": true,
	"--enable-message-ordering": true, "--push-no-wrapper": true, "--enable-exactly-once-delivery": true, "--serve-all-updates-from-source-code": true, "--default-url": true, "--clear-vpc-connector": true,
	"--publish": true, "--no-wait": true, "--system-assigned": true, "--browse": true, "--enable-dapr": true, "--security-level": true, "--no-cli-pager": true, "--verbose": true,
}

// name is what a command calls the thing that it makes.
func (c command) name(flags ...string) (commands.Word, bool) {
	if w, ok := c.Flag(flags...); ok && len(flags) > 0 {
		return w, w.Known() && w.Text != ""
	}
	if plain := c.Plain(c.rest, switches); len(flags) == 0 && len(plain) > 0 {
		return plain[0], plain[0].Known() && plain[0].Text != ""
	}
	return commands.Word{}, false
}

// scope is what shares names with a command.
func (c command) scope() string { return "commands:" + path.Dir(c.At.File) }

// unit makes a unit, or returns the one that an earlier command of the scope made.
func (l *loader) unit(c command, group string, name commands.Word, kind arch.UnitKind, platform arch.Platform, format string) *iac.Unit {
	key := c.scope() + "\x00" + name.Text
	if u := l.units[key]; u != nil {
		if u.Kind == kind && u.Platform == platform {
			return u
		}
		key += "\x00" + group
		if u := l.units[key]; u != nil {
			return u
		}
	}
	u := &iac.Unit{
		ID: c.At.File + "#" + group + "/" + name.Text, Scope: c.scope(), Name: name.Text, Kind: kind, Platform: platform, Format: format, At: name.At,
		Update: true, EnvOpen: "what earlier commands set stays",
	}
	if kind != arch.Job && platform != arch.AWSLambda {
		u.Hosts = []iac.Host{{Name: name.Text, At: name.At}} // as the platform's addresses begin
	}
	l.units[key] = u
	l.out.Units = append(l.out.Units, u)
	return u
}

// resource makes a resource, or returns the one that is there.
func (l *loader) resource(c command, name commands.Word, kind arch.ResourceKind, typ string) *iac.Resource {
	key := c.scope() + "\x00" + typ + "\x00" + name.Text
	if r := l.resources[key]; r != nil {
		return r
	}
	r := &iac.Resource{
		ID: c.At.File + "#" + typ + "/" + name.Text, Scope: c.scope(), Name: name.Text, Kind: kind, Type: typ, Platform: "gcp", Format: "gcloud", At: name.At,
	}
	l.resources[key] = r
	l.out.Resources = append(l.out.Resources, r)
	return r
}

// topicID is the resource of a topic by its plain or full name, which a command of the
// scope made or somebody else did.
func (l *loader) topicID(c command, w commands.Word) string {
	w.Text = path.Base(w.Text)
	if !w.Known() && strings.ContainsAny(w.Text, "$(") || w.Text == "." {
		return ""
	}
	w.Why = ""
	return l.resource(c, w, arch.Broker, "pubsub").ID
}
