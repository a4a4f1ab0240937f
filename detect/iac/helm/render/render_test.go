package render

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/source/yamldoc"
)

const values = `name: cart
count: 3
ratio: 0.5
yes: true
none:
empty: ""
image: {name: shop/cart, tag: v1}
list: [b, a, b]
text: "{{ .Values.name }}-{{ .Values.count }}"
block: |
  one {{ .Values.name }}
  two
`

func rendered(t *testing.T, text string) (*Engine, *Rendered) {
	t.Helper()
	docs, problems := yamldoc.Parse("values.yaml", []byte(values))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	e := New()
	if err := e.Parse(File{Path: "t.yaml", Name: "t", Data: []byte(text)}); err != nil {
		t.Fatal(err)
	}
	release := NewDict()
	release.Set("Name", ReleaseName("shop"))
	dot := NewDict()
	dot.Set("Values", FromYAML(docs[0]))
	dot.Set("Release", release.Value())
	dot.Set("Capabilities", Capabilities())
	return e, e.Render("t", dot.Value())
}

// The output is that of the original, as far as something is known.
func TestOutput(t *testing.T) {
	for text, want := range map[string]string{
		`{{ .Values.name }} {{ .Values.count }} {{ .Values.ratio }} {{ .Values.yes }} {{ .Values.none }}`: "cart 3 0.5 true ",
		"a\n{{- /* c */ -}}\n b": "ab",
		`{{ if and .Values.yes (gt .Values.count 2) }}y{{ else }}n{{ end }}`:                                                                                  "y",
		`{{ if or .Values.none .Values.empty }}y{{ else if .Values.yes }}z{{ end }}`:                                                                          "z",
		`{{ range $i, $v := .Values.list }}{{ $i }}{{ $v }} {{ end }}`:                                                                                        "0b 1a 2b ",
		`{{ range $k, $v := .Values.image }}{{ $k }}={{ $v }},{{ end }}`:                                                                                      "name=shop/cart,tag=v1,",
		`{{ range .Values.none }}x{{ else }}none{{ end }}`:                                                                                                    "none",
		`{{ range until 5 }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ if eq . 3 }}{{ break }}{{ end }}{{ . }}{{ end }}`:                                        "02",
		`{{ with .Values.image }}{{ .name }}{{ $.Values.name }}{{ end }}`:                                                                                     "shop/cartcart",
		`{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}`:                                                                                             "2",
		`{{ define "n" }}<{{ . }}>{{ end }}{{ template "n" "a" }}{{ include "n" "b" | upper }}`:                                                               "<a><B>",
		`{{ tpl .Values.text . }} {{ tpl "{{ .Values.name | quote }}" . }}`:                                                                                   `cart-3 "cart"`,
		`{{ .Values.name | quote }} {{ .Values.count | squote }} {{ quote .Values.none }}`:                                                                    `"cart" '3' `,
		`{{ .Values.missing | default "d" }} {{ .Values.deep.er | default 7 }}`:                                                                               "d 7",
		`{{ printf "%s:%d/%v %05d %q %.1f%%" "a" 1 true 42 "x" 0.25 }}`:                                                                                       `a:1/true 00042 "x" 0.2%`,
		`{{ trunc 2 "abc" }} {{ trunc -2 "abc" }} {{ trimSuffix "c" "abc" }} {{ trimAll "a" "aba" }}`:                                                         "ab bc ab b",
		`{{ "a-b" | replace "-" "_" | title }} {{ "fooBar" | snakecase }} {{ "foo-bar" | camelcase }}`:                                                        "A_b foo_bar FooBar",
		`{{ list 1 2 | join "," }} {{ .Values.list | uniq | sortAlpha | join " " }} {{ has "a" .Values.list }}`:                                               "1,2 a b true",
		`{{ first .Values.list }}{{ last .Values.list }}{{ len .Values.list }}{{ index .Values.list 1 }}`:                                                     "bb3a",
		`{{ dict "a" 1 | toJson }} {{ list "x" 1 true nil | toJson }}`:                                                                                        `{"a":1} ["x",1,true,null]`,
		`{{ toYaml .Values.image }}|{{ toYaml .Values.list }}`:                                                                                                "name: shop/cart\ntag: v1|- b\n- a\n- b",
		`{{ dict "a" (list (dict "b" 1 "c" (list))) "d" (dict) "e" "1" | toYaml }}`:                                                                           "a:\n- b: 1\n  c: []\nd: {}\ne: \"1\"",
		`{{ (fromYaml "a: {b: 3}").a.b }} {{ ("[1, 2]" | fromJsonArray) | len }}`:                                                                             "3 2",
		`{{ merge (dict "a" 1) (dict "a" 2 "b" 3) | toJson }} {{ mergeOverwrite (dict "a" 1) (dict "a" 2) | toJson }}`:                                        `{"a":1,"b":3} {"a":2}`,
		`{{ pick .Values.image "tag" | toJson }} {{ omit .Values.image "tag" | toJson }} {{ keys .Values.image }}`:                                            `{"tag":"v1"} {"name":"shop/cart"} [name tag]`,
		`{{ dig "image" "tag" "z" .Values }} {{ dig "image" "no" "z" .Values }} {{ get .Values "name" }}`:                                                     "v1 z cart",
		`{{ ternary "a" "b" .Values.yes }} {{ .Values.none | empty }} {{ coalesce .Values.none "" "c" }}`:                                                     "a true c",
		`{{ add 1 2 3 }} {{ sub 5 2 }} {{ mul 2 3 }} {{ div 7 2 }} {{ mod 7 2 }} {{ max 1 3 2 }} {{ ceil 1.2 }} {{ round 1.5 0 }}`:                            "6 3 6 3 1 3 2 2",
		`{{ int "7" }} {{ "8" | atoi }} {{ float64 "1.5" }} {{ toString 5 }} {{ kindOf .Values.list }} {{ kindIs "map" .Values.image }}`:                      "7 8 1.5 5 slice true",
		`{{ regexMatch "^c.*t$" .Values.name }} {{ regexReplaceAll "a(r)" "car" "<$1>" }} {{ regexFind "[0-9]+" "a12b" }}`:                                    "true c<r> 12",
		`{{ "a,b" | splitList "," | last }} {{ (split "-" "x-y")._1 }} {{ "x" | b64enc }} {{ "eA==" | b64dec }} {{ sha256sum "" | trunc 6 }}`:                 "b y eA== x e3b0c4",
		`{{ semverCompare ">=1.19-0" .Capabilities.KubeVersion.GitVersion }} {{ semverCompare "<1.19 || ^2" "v2.3.4" }} {{ semverCompare "~1.2.0" "1.3.0" }}`: "true true false",
		`{{ .Capabilities.APIVersions.Has "apps/v1" }} {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}`:                                        "true false",
		`{{ "x" | indent 2 }}|{{ "a\nb" | nindent 2 }}`:                                                                                                       "  x|\n  a\n  b",
		`{{ $d := dict }}{{ $_ := set $d "k" "v" }}{{ $d.k }} {{ hasKey $d "k" }} {{ unset $d "k" | len }}`:                                                   "v true 0",
		`{{ lookup "v1" "Secret" "" "x" | len }} {{ cat "a" 1 }} {{ print "a" "b" }} {{ not true }} {{ eq 1 2 1 }} {{ ne "a" "b" }}`:                          "0 a 1 ab false true true",
		`{{ if required "r" .Values.missing }}set{{ end }}`:                                                                                                   "set",
		`{{ slice .Values.list 1 2 }} {{ rest .Values.list }} {{ without .Values.list "b" }} {{ concat (list 1) (list 2) }} {{ chunk 2 .Values.list | len }}`: "[a] [a b] [a] [1 2] 2",
		`{{ round 1.256 2 }} {{ abbrev 6 "hello world" }} {{ seq 3 }} {{ seq 2 2 6 }} {{ print "a" 1 2 "b" }} {{ typeOf (list) }}`:                            "1.26 hel... 1 2 3 2 4 6 a1 2b []interface {}",
		`{{ nothing "at all" }}{{ trunc }}{{ now | date "2006" }}{{ env "HOME" }}{{ randAlphaNum 5 }}`:                                                        "",
	} {
		_, r := rendered(t, text)
		if diff := cmp.Diff(want, string(r.Plain(false))); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// What is found in the output is where a person would change it.
func TestPlaces(t *testing.T) {
	for _, c := range []struct{ text, find, want string }{
		{"name: {{ .Values.name }}", "cart", "cart"},
		{`name: {{ .Values.name | upper | quote }}`, `"CART"`, "cart"},
		{`name: "{{ .Values.name }}"`, `"cart"`, "cart"},
		{"name: plain", "plain", "plain"},
		{"name: {{ .Values.name }}-api", "cart-api", "{{ .Values.name }}-api"},
		{"name: {{ .Release.Name }}-{{ .Values.name }}", "shop-cart", "cart"},
		{"image: {{ .Values.image.name }}:{{ .Values.image.tag }}", "shop/cart:v1", "{{ .Values.image.name }}:{{ .Values.image.tag }}"},
		{"image: {{ printf \"%s:%s\" .Values.image.name \"v2\" }}", "shop/cart:v2", "{{ printf \"%s:%s\" .Values.image.name \"v2\" }}"},
		{"{{ toYaml .Values.image | nindent 2 }}", "v1", "v1"},
		{"{{ toYaml .Values.image | nindent 2 }}", "tag", "tag"},
		{"x: {{ (.Values.image | toYaml | fromYaml).tag }}", "v1", "v1"},
		{"{{ define \"d\" }}\nkind: Pod\n{{ end }}{{ include \"d\" . | indent 4 }}", "Pod", "Pod"},
		{"x: {{ tpl .Values.text . }}", "cart", "cart"},
		{"{{ tpl .Values.block . }}", "two", "two"},
		{"{{ tpl .Values.block . }}", "one", "one"},
		{"{{ range .Values.list }}- {{ . }}\n{{ end }}", "a", "a"},
	} {
		_, r := rendered(t, c.text)
		out := string(r.Plain(true))
		i := strings.Index(out, c.find)
		if i < 0 {
			t.Errorf("%s: no %q in %q", c.text, c.find, out)
			continue
		}
		at := r.Place(i, i+len(c.find))
		file := map[string]string{"t.yaml": c.text, "values.yaml": values}[at.File]
		if got := strings.Trim(file[at.Start:at.End], `"`); got != c.want {
			t.Errorf("%s: %q is at %q, want %q", c.text, c.find, got, c.want)
		}
	}
}

// What is not known says why.
func TestUnknown(t *testing.T) {
	for text, want := range map[string]string{
		`a{{ .Values.missing.deep }}b`:                   "ab: no value for Values.missing",
		`{{ .Values.missing | quote }}`:                  ": no value for Values.missing",
		`{{ printf "x-%s" .Values.missing }}`:            "x-: no value for Values.missing",
		`{{ required "give a tag" .Values.empty }}`:      ": the chart requires it to be set: give a tag",
		`{{ required "x" .Values.none | upper | trim }}`: ": the chart requires it to be set: x",
		`{{ randAlphaNum 8 | b64enc }}`:                  ": the function randAlphaNum gives another result in every run",
		`{{ include "gone" . }}`:                         ": the template gone is not in the chart",
		`{{ .Values.name }}`:                             "cart: ",
	} {
		e, r := rendered(t, text)
		got, why := e.Unmark(string(r.Plain(true)))
		if diff := cmp.Diff(want, got+": "+why); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}
