package dockerfile

import (
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/iactest"
	"github.com/archvet/archvet/detect/source"
)

func TestLoad(t *testing.T) { iactest.Golden(t, Load) }

func FuzzLoad(f *testing.F) {
	iactest.Fuzz(f, func(t *source.Tree) iac.Declared {
		d := Load(t)
		for _, b := range d.Builds {
			if built, ok := b.Resolve("", map[string]string{"service": "orders"}); ok {
				built.Program(nil, nil)
			}
		}
		return d
	})
}

func TestIsDockerfile(t *testing.T) {
	for name, want := range map[string]bool{
		"Dockerfile": true, "Dockerfile.dev": true, "Dockerfile-orders": true, "orders.Dockerfile": true, "orders.dockerfile": true, "Containerfile": true,
		"Dockerfile.tmpl": false, "Dockerfile.md": false, "dockerfile.go": false, ".dockerignore": false, "Dockerfile.dockerignore": false, "docker-compose.yml": false,
	} {
		if got := isDockerfile(name); got != want {
			t.Errorf("isDockerfile(%q) = %v", name, got)
		}
	}
}

const goBuild = "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\n"

func TestProgram(t *testing.T) {
	for _, c := range []struct {
		name, text, target string
		args               map[string]string
		command            []string
		want               string // language name path
	}{
		{name: "binary through a stage", text: goBuild + "RUN go build -o /bin/app ./cmd/orders\nFROM scratch\nCOPY --from=build /bin/app /srv\nENTRYPOINT [\"/srv\"]", want: "go app cmd/orders"},
		{name: "build argument", text: "ARG svc\n" + goBuild + "ARG svc\nRUN go build -o service ./${svc}/cmd/service\nFROM alpine\nCOPY --from=build /src/service /x/service\nCMD [\"/x/service\"]", args: map[string]string{"svc": "baskets"}, want: "go service baskets/cmd/service"},
		{name: "build argument not given", text: goBuild + "ARG svc\nRUN go build -o /s ./${svc}\nCMD /s", want: "go s ? variable svc is not set here"},
		{name: "two binaries, command picks", text: goBuild + "RUN go build -o /bin/a ./a && go build -o /bin/b ./b\nCMD [\"/bin/a\"]", command: []string{"/bin/b", "-x"}, want: "go b b"},
		{name: "install of all", text: "FROM golang AS build\nWORKDIR /w\nCOPY go.mod go.mod\nCOPY cmd/ cmd/\nRUN go install -mod=vendor ./cmd/...\nFROM scratch\nCOPY --from=build /go/bin/ /bin/", command: []string{"geo"}, want: "go geo cmd below"},
		{name: "package is the directory", text: goBuild + "WORKDIR services/cart\nRUN go build -o /cart\nENTRYPOINT /cart", want: "go cart services/cart"},
		{name: "cd and a loop", text: goBuild + "RUN cd services && for s in a b; do go build -o /out/$s ./$s; done\nENTRYPOINT [\"/out/b\"]", want: "go b services/b"},
		{name: "bind mount", text: "FROM golang AS b\nWORKDIR /src\nRUN --mount=type=bind,target=. go build -o /app ./cmd/x\nFROM scratch\nCOPY --from=b /app /app\nENTRYPOINT [\"/app\"]", want: "go app cmd/x"},
		{name: "wrappers", text: goBuild + "RUN go build -o /app ./cmd/x && go build -o /y ./cmd/y\nENTRYPOINT [\"tini\", \"--\", \"sh\", \"-c\", \"sleep 1; A=b exec /app --port 1\"]", want: "go app cmd/x"},
		{name: "wait-for", text: goBuild + "RUN go build -o /app ./cmd/x && go build -o /y ./cmd/y", command: []string{"./wait-for", "db:5432", "--", "/app"}, want: "go app cmd/x"},
		{name: "by import path", text: goBuild + "RUN go build -o /app example.com/shop/cmd/x\nCMD [\"/app\"]", want: "go app ? package example.com/shop/cmd/x by its import path"},
		{name: "tools are not the program", text: goBuild + "RUN go install github.com/a/tool@v1 && go build -o /app .\nCMD [\"/app\"]", want: "go app ."},
		{name: "only some directories", text: "FROM golang\nWORKDIR /s\nCOPY services/cart ./cart\nCOPY lib lib\nRUN go build -o /app ./cart/cmd\nCMD [\"/app\"]", want: "go app services/cart/cmd"},
		{name: "target", text: goBuild + "RUN go build -o /a ./a && go build -o /b ./b\nFROM build AS one\nCMD [\"/a\"]\nFROM build AS two\nCMD [\"/b\"]", target: "one", want: "go a a"},
		{name: "go run", text: goBuild + "CMD go run ./cmd/x", want: "go x cmd/x"},
		{name: "built outside", text: "FROM scratch\nCOPY bin/app /app\nCMD [\"/app\"]", want: " app bin/app"},
		{name: "python", text: "FROM python:3\nWORKDIR /app\nCOPY src/ .\nCMD [\"python\", \"-u\", \"server.py\"]", want: "python server.py src/server.py"},
		{name: "gunicorn", text: "FROM python:3\nWORKDIR /app\nCOPY . .\nCMD exec gunicorn --bind :$PORT shop.app:api", want: "python shop.app:api shop/app.py"},
		{name: "flask", text: "FROM python:3\nENV FLASK_APP=main.py\nWORKDIR /app\nCOPY . .\nCMD [\"flask\", \"run\"]", want: "python main.py main.py"},
		{name: "node", text: "FROM node\nWORKDIR /usr/src/app\nCOPY package*.json ./\nCOPY . .\nENTRYPOINT [\"node\", \"--require\", \"./tracing.js\", \"server.js\"]", want: "javascript server.js server.js"},
		{name: "npm", text: "FROM node\nWORKDIR /app\nCOPY web/ .\nCMD npm start", want: "javascript start web"},
		{name: "java through maven", text: "FROM maven AS b\nWORKDIR /w\nCOPY . .\nRUN mvn package\nFROM eclipse-temurin\nCOPY --from=b /w/orders/target/orders-1.jar /app.jar\nENTRYPOINT [\"java\", \"-Xmx1g\", \"-jar\", \"/app.jar\"]", want: "java /app.jar orders/target/orders-1.jar"},
		{name: "java from the context", text: "FROM openjdk\nCOPY target/*.jar app.jar\nCMD java -jar app.jar", want: "java app.jar target/*.jar"},
		{name: "dotnet", text: "FROM sdk AS b\nWORKDIR /src\nCOPY [\"Shop.Api/Shop.Api.csproj\", \"Shop.Api/\"]\nRUN dotnet restore\nCOPY . .\nRUN dotnet publish \"Shop.Api/Shop.Api.csproj\" -c Release -o /out\nFROM aspnet\nCOPY --from=b /out .\nENTRYPOINT [\"dotnet\", \"Shop.Api.dll\"]", want: "csharp Shop.Api Shop.Api"},
		{name: "files one by one", text: "FROM golang\nWORKDIR /a\nCOPY go.mod ./\nCOPY src/*.go ./\nRUN go build -o /x\nCMD [\"/x\"]", want: "go x src"},
		{name: "working directory not known", text: "FROM golang\nARG S\nCOPY . /i\nWORKDIR /i/$S\nRUN go build -o /x .\nCMD [\"/x\"]", want: "go x ? working directory is not known"},
		{name: "working directory by argument", text: "FROM golang\nARG S\nCOPY . /i\nWORKDIR /i/$S\nRUN go build -o /x .\nCMD [\"/x\"]", args: map[string]string{"S": "web"}, want: "go x web"},
		{name: "name in a variable", text: "FROM base\nARG n\nCOPY $n/target/ /usr/local/bin/\nENV N $n\nENTRYPOINT cd /usr/local/bin && $N", args: map[string]string{"n": "web"}, want: " web web/target/web"},
		{name: "name in a variable not given", text: "FROM base\nARG n\nCOPY $n/target/ /usr/local/bin/\nENV N $n\nENTRYPOINT $N", want: "none"},
		{name: "an interpreter nobody knows", text: "FROM r-base\nWORKDIR /a\nCOPY . .\nCMD [\"Rscript\", \"x.R\"]", want: "none"},
		{name: "nothing", text: "FROM scratch", want: "none"},
	} {
		tree, err := source.New(fstest.MapFS{"Dockerfile": {Data: []byte(c.text)}}, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		d := Load(tree)
		if len(d.Builds) != 1 {
			t.Fatalf("%s: %v", c.name, tree.Problems())
		}
		built, ok := d.Builds[0].Resolve(c.target, c.args)
		if !ok {
			t.Fatalf("%s: no stage %q", c.name, c.target)
		}
		var command []arch.Value[string]
		for _, w := range c.command {
			command = append(command, arch.Given(w, arch.Range{File: "Dockerfile"}))
		}
		p, ok := built.Program(command, nil)
		got := p.Language + " " + p.Name + " " + p.Path.V
		switch {
		case !ok:
			got = "none"
		case !p.Path.Known():
			got += "? " + p.Path.Why
		case p.Below:
			got += " below"
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q (programs %+v)", c.name, got, c.want, built.Programs)
		}
	}
}

// The library's guess at what was meant differs from run to run.
func TestMessageHasNoGuess(t *testing.T) {
	tree, err := source.New(fstest.MapFS{"Dockerfile": {Data: []byte("FROM scratch\nFR x\n")}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	Load(tree)
	if p := tree.Problems(); len(p) != 1 || p[0].Message != "not a valid Dockerfile: unknown instruction: FR" {
		t.Errorf("problems = %+v", p)
	}
}

// Stages may name each other, or themselves, and variables too.
func TestCycles(t *testing.T) {
	const text = "ARG A=$B\nARG B=$A$A\nFROM $A AS x\nCOPY --from=x /a /a\nCOPY --from=y /a /a\nENV C=$D\nENV D=$C$C$C$C$C$C$C$C\nRUN go build -o $C $D\nFROM x AS y\nCOPY --from=x /a /a\nCMD [\"/a\", \"$C\"]\n"
	tree, err := source.New(fstest.MapFS{"Dockerfile": {Data: []byte(text)}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	built, _ := Load(tree).Builds[0].Resolve("", nil)
	if p, ok := built.Program(nil, nil); ok && p.Path.Known() {
		t.Errorf("%+v", p)
	}
}

// What a stage keeps for those that stand on it comes first in them; SHELL changes
// what runs a command.
func TestTriggersAndShell(t *testing.T) {
	const text = "FROM golang AS kit\nONBUILD WORKDIR /w\nONBUILD COPY svc/ .\nONBUILD RUN go build -o /app ./cmd\nWORKDIR /kit\nFROM kit\nSHELL [\"/bin/bash\", \"-ec\"]\nCMD /app\n"
	tree, err := source.New(fstest.MapFS{"Dockerfile": {Data: []byte(text)}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	built, _ := Load(tree).Builds[0].Resolve("", nil)
	p, ok := built.Program(nil, nil)
	if !ok || p.Path.V != "svc/cmd" || built.Cmd[0].V != "/bin/bash" {
		t.Errorf("program %+v, command %+v", p, built.Cmd)
	}
}
