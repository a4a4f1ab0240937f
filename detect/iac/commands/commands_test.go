package commands

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/source"
)

// show renders what was found, a command or step on a line.
func show(t *testing.T, files map[string]string, needles ...string) []string {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	tree, err := source.New(fsys, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	found := Read(tree, needles...)
	var out []string
	for _, c := range found.Commands {
		row := ""
		for _, w := range c.Words {
			text := w.Text
			if w.Why != "" {
				text = "?" + text
			}
			row += "[" + text + "]"
			data, _ := tree.File(w.At.File).Data()
			if w.At.Start < 0 || w.At.End > len(data) || w.At.Start > w.At.End {
				t.Errorf("range %v outside of its file", w.At)
			}
		}
		out = append(out, row+" in "+strings.Join(c.Dirs, ","))
	}
	for _, s := range found.Steps {
		out = append(out, fmt.Sprintf("step %s tags=%v", s.Uses, s.With["tags"]))
	}
	return out
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"variables, continued lines, comments and redirections": {
			map[string]string{"a.sh": "#!/bin/sh\nSVC=cart\nexport IMG=\"repo/$SVC:${TAG:-v1}\" # docker\ndocker build \\\n  -t $IMG ./src/${SVC} > log 2>&1 && docker push '$IMG'\n"},
			[]string{"[docker][build][-t][repo/cart:v1][./src/cart] in .", "[docker][push][$IMG] in ."},
		},
		"what is set twice or printed by a command is unknown": {
			map[string]string{"a.sh": "A=1\nA=2\nB=$(docker ps)\ndocker run $A-$B\n"},
			[]string{"[docker][run][?$A-$(docker ps)] in ."},
		},
		"loops, functions and directories": {
			map[string]string{"bin/a.sh": "build() {\n  docker build -t $1 $2\n}\ncd $(dirname \"$0\")/..\nfor s in cart web; do build $s src/$s; done\n"},
			[]string{
				"[docker][build][-t][cart][src/cart] in .", "[docker][build][-t][web][src/web] in .",
			},
		},
		"heredocs are no commands": {
			map[string]string{"a.sh": "cat <<EOF > x\ndocker build .\nEOF\ndocker ps\n"},
			[]string{"[cat] in .", "[docker][ps] in ."},
		},
		"a script is read for each call": {
			map[string]string{
				"scripts/d.sh":    "readonly service=\"$1\"\ndocker build -t \"x/$service\" \"$service\"\n",
				"cloudbuild.yaml": "steps:\n- name: gcr.io/cloud-builders/docker\n  entrypoint: ./scripts/d.sh\n  args: [cart, \"$PROJECT_ID\"]\n",
			},
			[]string{"[./scripts/d.sh][cart][?$PROJECT_ID] in .", "[docker][build][-t][x/cart][cart] in scripts,."},
		},
		"make": {
			map[string]string{"Makefile": "REPO := r\nIMG = $(REPO)/cart:$(VERSION)\nimage:\n\t@cd src && docker build -t $(IMG) . ; docker tag $@ $$HOME\n"},
			[]string{"[docker][build][-t][?r/cart:$(VERSION)][.] in src", "[docker][tag][image][?$HOME] in src"},
		},
		"workflow with a matrix": {
			map[string]string{".github/workflows/a.yml": "env: {REG: r}\njobs:\n  b:\n    strategy:\n      matrix:\n        service: [cart, web]\n        include:\n        - {service: web, dir: ui}\n    steps:\n    - run: |\n        docker build -t ${{ env.REG }}/${{ matrix.service }} ${{ matrix.dir }}\n    - uses: docker/build-push-action@v5\n      with:\n        tags: |\n          r/${{ matrix.service }}:${{ github.sha }}\n"},
			[]string{
				"[docker][build][-t][r/cart][?${{ matrix.dir }}] in .", "[docker][build][-t][r/web][ui] in .",
				"step docker/build-push-action tags=[{r/cart:${{ github.sha }} variable github.sha is not set here {.github/workflows/a.yml 314 355}}]",
				"step docker/build-push-action tags=[{r/web:${{ github.sha }} variable github.sha is not set here {.github/workflows/a.yml 314 355}}]",
			},
		},
		"GitLab with a matrix": {
			map[string]string{".gitlab-ci.yml": "variables: {R: reg}\n.base:\n  script:\n  - cd src/$S\n  - docker build -t $R/$S .\nbuild:\n  extends: .base\n  parallel:\n    matrix:\n    - S: [cart, web]\n"},
			[]string{"[docker][build][-t][reg/cart][.] in src/cart", "[docker][build][-t][reg/web][.] in src/web"},
		},
		"CircleCI, Azure Pipelines, Jenkins and package.json": {
			map[string]string{
				".circleci/config.yml": "jobs:\n  b:\n    steps:\n    - run: docker build -t a .\n",
				"azure-pipelines.yml":  "variables: {I: b}\nsteps:\n- script: docker build -t $(I) $X .\n- task: Docker@2\n  inputs: {tags: x}\n",
				"Jenkinsfile":          "steps { sh \"docker build -t c .\" }\n",
				"web/package.json":     `{"scripts": {"image": "docker build -t d ."}}`,
			},
			[]string{
				"[docker][build][-t][a][.] in .", "[docker][build][-t][c][.] in .", "[docker][build][-t][b][?$X][.] in .", "[docker][build][-t][d][.] in web",
				"step Docker tags=[{x  {azure-pipelines.yml 95 96}}]",
			},
		},
	} {
		if diff := cmp.Diff(c.want, show(t, c.files, "docker")); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("A=1\nfor x in a b; do docker build -t $x \"$A\" $(ls); done\nf() { cd x; }\nf <<E\nE\n")
	f.Add("V := $(shell x)\na:\n\t@docker $(V) $$X ${V:-$V}\n")
	f.Add("jobs: {a: {strategy: {matrix: {x: [1]}}, steps: [{run: 'docker ${{ matrix.x }}'}, {uses: a@b, with: {c: d}}]}}\nsteps: [{name: docker, args: [a]}]\n")
	f.Fuzz(func(t *testing.T, s string) {
		files := map[string]string{}
		for _, name := range []string{"a.sh", "Makefile", "cloudbuild.yaml", ".github/workflows/a.yml", ".gitlab-ci.yml", ".circleci/c.yml", "azure-pipelines.yml", "Jenkinsfile", "package.json"} {
			files[name] = s
		}
		show(t, files, "docker")
	})
}

// A function that calls itself in many places must come to an end all the same.
func TestRecursion(t *testing.T) {
	body := strings.Repeat("f\n", 1000)
	got := show(t, map[string]string{"a.sh": "f() {\n" + body + "}\nf\ndocker ps\n"}, "docker")
	if len(got) > 1 {
		t.Errorf("got %d commands", len(got))
	}
}
