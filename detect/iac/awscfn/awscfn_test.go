package awscfn

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func repoOf(t *testing.T, files map[string]string) *Repo {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.New(fsys, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return NewRepo(tree)
}

const sections = `
Parameters:
  Stage: {Type: String, Default: dev}
  Secret: {Type: String}
  List: {Type: CommaDelimitedList, Default: "a,b,c"}
  Twice: {Type: String, Default: !Sub "${Twice}${Twice}"}
Mappings:
  M: {dev: {size: 1, zones: [x, y]}}
Conditions:
  Dev: !Equals [!Ref Stage, dev]
  Open: !Equals [!Ref Secret, x]
  NotDev: !Not [{Condition: Dev}]
  Either: !Or [!Condition Open, !Condition Dev]
  Both: !And [!Condition Open, !Condition Dev]
  Neither: !And [!Condition Open, !Condition NotDev]
  Round: !Not [!Condition Round]
Resources:
  Queue: {Type: "AWS::SQS::Queue"}
  Role: {Type: "AWS::IAM::Role"}
  Fn: {Type: "AWS::Lambda::Function"}
  Live: {Type: "AWS::Lambda::Alias", Properties: {FunctionName: !Ref Fn}}
  Password: {Type: "AWS::SecretsManager::Secret"}
`

// show renders a text as its parts: <ID.Attribute> for a reference, ? for a hidden one.
func show(text iac.Text) string {
	var b strings.Builder
	for _, p := range text.Parts {
		switch {
		case p.Ref != "":
			b.WriteString("<" + strings.TrimPrefix(p.Ref, "t.yaml#") + "." + p.Attribute + ">")
		case p.Why != "":
			b.WriteString("?")
		default:
			b.WriteString(p.Literal)
		}
	}
	return b.String()
}

func TestIntrinsics(t *testing.T) {
	for _, c := range []struct{ expr, want string }{
		{"plain", "plain"},
		{"!Ref Stage", "dev"},
		{"!Ref Secret", "?"},
		{"!Ref Queue", "<Queue.Ref>"},
		{"!Ref Role", "?"},
		{"!Ref Nobody", "?"},
		{"!Ref AWS::Region", "?"},
		{"!Ref AWS::NoValue", ""},
		{"!Ref Twice", "??"},
		{"!Ref Live", "<Fn.Ref>"},
		{"!GetAtt Queue.Arn", "<Queue.Arn>"},
		{"!GetAtt [Queue, Arn]", "<Queue.Arn>"},
		{"{'Fn::GetAtt': [Queue, Arn]}", "<Queue.Arn>"},
		{"{'Fn::GetAtt': Queue.Arn}", "<Queue.Arn>"},
		{"!GetAtt Fn.Alias", "<Fn.Alias>"},
		{`!Sub "a-${Stage}-${Queue.Arn}"`, "a-dev-<Queue.Arn>"},
		{`!Sub "${!Literal}"`, "${Literal}"},
		{`!Sub ["${X}-${Stage}", {X: !Ref Queue}]`, "<Queue.Ref>-dev"},
		{`!Sub "open ${"`, "open ${"},
		{`!Sub "${AWS::AccountId}"`, "?"},
		{`!Join [":", [a, !Ref Stage, !Ref Queue]]`, "a:dev:<Queue.Ref>"},
		{`!Join [",", !Ref List]`, "a,b,c"},
		{`!Join [",", !Ref Secret]`, "?"},
		{`!Select [1, [a, b]]`, "b"},
		{`!Select [2, !Ref List]`, "c"},
		{`!Select [9, [a]]`, "?"},
		{`!Select [1, !Split ["/", "x/y"]]`, "y"},
		{`!Select [0, !Split ["-", !Sub "${Queue}-x"]]`, "<Queue.Ref>"},
		{`!FindInMap [M, !Ref Stage, size]`, "1"},
		{`!FindInMap [M, none, size]`, "?"},
		{`!FindInMap [M, !Ref Secret, size]`, "?"},
		{`!If [Dev, yes, no]`, "yes"},
		{`!If [NotDev, yes, no]`, "no"},
		{`!If [Open, yes, no]`, "?"},
		{`!If [Either, yes, no]`, "yes"},
		{`!If [Both, yes, no]`, "?"},
		{`!If [Neither, yes, no]`, "no"},
		{`!If [Round, yes, no]`, "?"},
		{`!If [Nobody, yes, no]`, "?"},
		{`!If [Dev, !Ref "AWS::NoValue", no]`, ""},
		{`{"Fn::FindInMap": [M, none, size, {DefaultValue: 7}]}`, "7"},
		{`{"Fn::FindInMap": [M, none, size, {DefaultValue: !Ref Queue}]}`, "<Queue.Ref>"},
		{`!Join ["-", !FindInMap [M, dev, zones]]`, "x-y"},
		{`!Select [1, !FindInMap [M, dev, zones]]`, "y"},
		{`{"Fn::Length": [a, b, c]}`, "3"},
		{`{"Fn::Length": !Ref List}`, "3"},
		{`{"Fn::Length": !Ref Secret}`, "?"},
		{`{"Fn::ToJsonString": {a: [1, x, true], b: !Ref Queue, c: !Ref "AWS::NoValue"}}`, `{"a":[1,"x",true],"b":"<Queue.Ref>","c":null}`},
		{`{"Fn::ToJsonString": {a: 'q"q', b: !Ref Secret}}`, `{"a":"q\"q","b":"?"}`},
		{`{"Fn::ToJsonString": []}`, `[]`},
		{`{"Fn::Cidr": ["10.0.0.0/16", 2, 8]}`, "?"},
		{`!Select [0, !Cidr ["10.0.0.0/16", 2, 8]]`, "?"},
		{`!Select [0, !GetAZs ""]`, "?"},
		{`!Transform {Name: Other, Parameters: {}}`, "?"},
		{`!Join [",", {"Fn::Split": ["|", "a|b"]}]`, "a,b"},
		{`!Split ["|", "a|b"]`, "?"},
		{`!Sub ["${A}${B}", {A: !Sub "${Stage}", B: !Select [0, !Ref List]}]`, "deva"},
		{`!GetAtt Nobody.Arn`, "?"},
		{`!Select [2, !Split ["/", !GetAtt Fn.FunctionUrl]]`, "<Fn.FunctionUrl>"},
		{`!Select [5, !Split [":", !GetAtt Queue.Arn]]`, "<Queue.Arn>"},
		{`!Select [4, !Split [":", !GetAtt Queue.Arn]]`, "?"},
		{`{"Fn::GetStackOutput": {StackName: x}}`, "?"},
		{`!Base64 abc`, "abc"},
		{`!GetAZs ""`, "?"},
		{`!ImportValue x`, "?"},
		{`!Sub "pw={{resolve:secretsmanager:${Password}:SecretString:key}};"`, "pw=<Password.SecretString:key>;"},
		{`"a{{resolve:ssm:/p}}b"`, "a?b"},
	} {
		r := repoOf(t, nil)
		docs, problems := yamldoc.Parse("t.yaml", []byte("Value: "+c.expr+sections))
		if len(docs) != 1 {
			t.Fatalf("%s: %v", c.expr, problems)
		}
		s := r.NewStack(Options{Scope: "t.yaml", File: "t.yaml"})
		s.AddTemplate(s.View(docs[0]))
		if got := show(s.View(docs[0]).Get("Value").Text()); got != c.want {
			t.Errorf("%s = %s, want %s", c.expr, got, c.want)
		}
	}
}

func TestMakefile(t *testing.T) {
	const text = `
OUT = bin
GOFLAGS := -trimpath
.PHONY: all
all: fn.zip
fn.zip: bootstrap
	zip $@ $<
bootstrap: cmd/fn/*.go
	GOOS=linux \
	  go build -ldflags="-s -w -X main.v=$(V)" -tags lambda.norpc -o bootstrap ./cmd/fn
build-Api:
	@cd ./cmd && $(GO) build -o "$(ARTIFACTS_DIR)/bootstrap" api/main.go
$(OUT)/%: force
	go build $(GOFLAGS) -o $(OUT)/$* ./cmd/$*
loop:
	for f in one two; do go build -o dist/$$f/bootstrap ./cmd/$${f}; done
below:
	cd cmd && go build -o ../bin/sub ./two && cd ..
named/%.zip:
	go build -o $@ ./cmd/$*
single:
	go build -o=build/tool tool.go
`
	r := repoOf(t, map[string]string{
		"svc/Makefile": text, "svc/cmd/fn/a.go": "", "svc/cmd/api/main.go": "", "svc/cmd/two/x.go": "", "svc/tool.go": "",
	})
	for _, c := range []struct{ what, want string }{
		{"bin/fn", "svc/cmd/fn"},
		{"bin/none", ""},
		{"dist/two/bootstrap", "svc/cmd/two"},
		{"dist/gone/bootstrap", ""},
		{"build/tool", "svc/tool.go"},
		{"bin/sub", "svc/cmd/two"},
		{"named/fn.zip", "svc/cmd/fn"},
		{"bootstrap", ""},
		{"../x", ""},
	} {
		if got, _ := r.BuiltFrom("svc", c.what); got != c.want && c.want != "" {
			t.Errorf("BuiltFrom(%s) = %q, want %q", c.what, got, c.want)
		} else if _, ok := r.BuiltFrom("svc", c.what); ok != (c.want != "") {
			t.Errorf("BuiltFrom(%s) = %v", c.what, ok)
		}
	}
	if got, ok := r.BuiltPackage("svc", "svc/fn.zip", "bootstrap"); !ok || got != "svc/cmd/fn" {
		t.Errorf("archive is made of %q, %v", got, ok)
	}
	if got, ok := r.make("svc").target("build-Api"); !ok || got != "svc/cmd/api" {
		t.Errorf("target is made of %q, %v", got, ok)
	}
}

func TestFillPlaceholders(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"a": ${wait}, "b": "${x}"}`, `{"a": "$wait", "b": "${x}"}`},
		{`{"a": ${x`, `{"a": ${x`},
		{`"\"${x}"`, `"\"${x}"`},
		{"{\"a\": \"open\n\"b\": ${xy}}", "{\"a\": \"open\n\"b\": \"$xy\"}"},
		{"a: ${x}", "a: ${x}"},
	} {
		if got := string(fillPlaceholders([]byte(c.in))); got != c.want {
			t.Errorf("%s becomes %q, want %q", c.in, got, c.want)
		}
	}
}

func TestImageOf(t *testing.T) {
	r := repoOf(t, nil)
	for _, c := range []struct{ expr, want string }{
		{"nginx:1", "nginx:1"},
		{`!Sub "${AWS::AccountId}.dkr.ecr.eu.amazonaws.com/shop/web:1"`, "web:1"},
		{`!Sub "${AWS::AccountId}.dkr.ecr.eu.amazonaws.com/shop/web:${Tag}"`, "web"},
		{`!Sub "${A}/${B}:1"`, "?"},
		{`!Sub "x/${B}-web"`, "?"},
		{"!Ref Image", "?"},
	} {
		docs, _ := yamldoc.Parse("t.yaml", []byte("V: "+c.expr))
		s := r.NewStack(Options{Scope: "t.yaml", File: "t.yaml"})
		got := imageOf(s.View(docs[0]).Get("V"))
		if got.Known() != (c.want != "?") || got.Known() && got.V != c.want {
			t.Errorf("%s = %q (%s), want %s", c.expr, got.V, got.Why, c.want)
		}
	}
}

func TestHiddenStaysHidden(t *testing.T) {
	docs, _ := yamldoc.Parse("t.yaml", []byte("Env: !If [Open, {A: {B: 1}}, !Ref 'AWS::NoValue']"+sections))
	r := repoOf(t, nil)
	s := r.NewStack(Options{Scope: "t.yaml", File: "t.yaml"})
	s.AddTemplate(s.View(docs[0]))
	v := s.View(docs[0]).Get("Env").Get("A", "B").Int()
	if v.Known() || !v.Hidden() || v.Why != "depends on condition Open" {
		t.Errorf("value behind an open condition = %+v", v)
	}
	if v.At == (arch.Range{}) {
		t.Error("a hidden value has no place")
	}
}

func TestLoops(t *testing.T) {
	const text = `
Transform: [AWS::LanguageExtensions]
Parameters:
  Names: {Type: CommaDelimitedList, Default: "orders,stock"}
  Open: {Type: CommaDelimitedList}
Mappings:
  Sizes: {orders: {wait: "30"}, stock: {wait: "40"}}
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - "Queue${Name}":
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub "q-${Name}"
          VisibilityTimeout: !FindInMap [Sizes, !Ref Name, wait]
      Fn::ForEach::Workers:
        - Kind
        - [a-b, c]
        - "Fn${Name}&{Kind}":
            Type: AWS::Lambda::Function
            Properties:
              FunctionName: "${Name}-${Kind}"
              Environment:
                Variables:
                  "URL_${Name}": !Ref {"Fn::Sub": "Queue${Name}"}
                  QUEUE: !GetAtt ["Queue${Name}", Arn]
                  Fn::ForEach::More: [V, [X, Y], {"VAR_${V}": !Ref V}]
  Fn::ForEach::Unknown: [Name, !Ref Open, {"A${Name}": {Type: "AWS::SQS::Queue"}}]
  Fn::ForEach::Broken: [Name, [a]]
`
	r := repoOf(t, map[string]string{"t.yaml": text})
	s := r.NewStack(Options{Scope: "t.yaml", File: "t.yaml"})
	s.AddTemplate(s.View(r.Document("t.yaml")))
	Interpret([]*Stack{s})
	d := Collect([]*Stack{s})
	var got []string
	for _, res := range d.Resources {
		got = append(got, res.Name+" "+res.Queue.Visibility.V.String())
	}
	for _, u := range d.Units {
		line := u.ID + " " + u.Name
		for _, e := range u.Env {
			line += " " + e.Name + "=" + show(e.Value)
		}
		got = append(got, line)
	}
	want := []string{
		"q-orders 30s", "q-stock 40s",
		"t.yaml#Fnordersab orders-a-b URL_orders=<Queueorders.Ref> QUEUE=<Queueorders.Arn> VAR_X=X VAR_Y=Y",
		"t.yaml#Fnordersc orders-c URL_orders=<Queueorders.Ref> QUEUE=<Queueorders.Arn> VAR_X=X VAR_Y=Y",
		"t.yaml#Fnstockab stock-a-b URL_stock=<Queuestock.Ref> QUEUE=<Queuestock.Arn> VAR_X=X VAR_Y=Y",
		"t.yaml#Fnstockc stock-c URL_stock=<Queuestock.Ref> QUEUE=<Queuestock.Arn> VAR_X=X VAR_Y=Y",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if n := len(r.Tree.Problems()); n != 2 {
		t.Errorf("problems %v, want one for each loop that is left out", r.Tree.Problems())
	}
}

func TestResourcesAcrossStacks(t *testing.T) {
	r := repoOf(t, map[string]string{
		"top.yaml": `
Resources:
  Balancer: {Type: "AWS::ElasticLoadBalancingV2::LoadBalancer"}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Balancer, DefaultActions: [{Type: forward, TargetGroupArn: !GetAtt Service.Outputs.Group}]}
  Service:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: service.yaml, Parameters: {Task: !Ref Task}}
  Task: {Type: "AWS::ECS::TaskDefinition", Properties: {ContainerDefinitions: [{Name: web, Image: own/web}]}}
`,
		"service.yaml": `
Parameters: {Task: {Type: String}}
Resources:
  Group: {Type: "AWS::ElasticLoadBalancingV2::TargetGroup"}
  Web: {Type: "AWS::ECS::Service", Properties: {TaskDefinition: !Ref Task, LoadBalancers: [{TargetGroupArn: !Ref Group, ContainerName: web}]}}
Outputs:
  Group: {Value: !Ref Group}
`,
	})
	top := r.NewStack(Options{Scope: "top.yaml", File: "top.yaml"})
	top.AddTemplate(top.View(r.Document("top.yaml")))
	stacks := append([]*Stack{top}, top.Expand(func(yamldoc.Node) string { return "" })...)
	Interpret(stacks)
	for _, u := range Collect(stacks).Units {
		if u.ID == "service.yaml#Web" {
			if u.Code.Image.V != "own/web" || len(u.Triggers) != 1 || u.Triggers[0].From != "top.yaml#Balancer" {
				t.Errorf("image %+v, triggers %+v", u.Code.Image, u.Triggers)
			}
			return
		}
	}
	t.Error("no service")
}
