package golang

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// offsets are what cases leave out of their lines.
var offsets = regexp.MustCompile(`#\d+|@m:\d+|@m\.go:\d+-\d+ ?`)

// TestConstructs checks single lines of dumps: each case is a file of module m, and
// the lines that its dump must have. A line that begins with "-" must not be there.
func TestConstructs(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{
			"constants", `package m
import "time"
const A = "a"
const url = "http://" + A
type Mode string
const Fast Mode = "fast"
func f(n int) { g(url, Fast, 3*time.Second, time.Duration(n)*time.Minute, 0x10, 'a', -1, 1e3) }
func g(...any) {}`,
			[]string{`0: call func m.g ("http://a":string, "fast":m.Mode, "3000000000":duration, arith[*](par0(m.f):duration, "60000000000":duration):duration, "16":int, "97":int, "-1":int, "1000":float) ignored`},
		},
		{
			"text", `package m
import "os"
func f(a string, b int) string { return "x" + a + "/" + os.Getenv("E") }
func g(a string) string { a += "s"; return a }`,
			[]string{`return concat("x":string, par0(m.f):string, "/":string, %0.0:string):string`, `set par0(m.g):string = concat(par0(m.g):string, "s":string):string`},
		},
		{
			"named results", `package m
func f() (a string, err error) { a = "x"; return }`,
			[]string{`set m.f/a:string = "x":string`, `return m.f/a:string, m.f/err:error`},
		},
		{
			"results of results", `package m
func two() (string, int) { return "x", 1 }
func take(string, int) {}
func pass() (string, int) { return two() }
func f() { take(two()) }`,
			[]string{`1: call func m.take (%0.0:string, %0.1:int) ignored`, `return %0.0:string, %0.1:int`},
		},
		{
			"pointers", `package m
type T struct{ a, b string }
func set(p *string) { *p = "v" }
func f(t *T) { set(&t.b); q := &t.a; *q = "w" }`,
			[]string{`set deref(par0(m.set):string):string = "v":string`, `0: call func m.set (addr(field[m.T.b](par0(m.f):m.T):string):string) ignored`, `set deref(m.f/q:string):string = "w":string`},
		},
		{
			"maps and slices", `package m
func f(k string) string {
	m := map[string]string{"a": "x", k: "y"}
	m["b"] = "z"
	s := []string{"p"}
	s = append(s, "q", k)
	return m["b"] + s[0] + m[k]
}
func g(xs []string) []string { return append(append([]string(nil), "a"), xs...) }
func h() []string { return append(g(nil), "b") }`,
			[]string{
				`set m.f/m:map = make(a="x":string, make(par0(m.f):string, "y":string):entry):map`, `set elem(m.f/m:map, "b":string):string = "z":string`, `set elem(m.f/s:slice) = "q":string`,
				`- set m.f/s:slice = m.f/s:slice`, `return make("a":string, elem(par0(m.g):slice)):slice`, `return choice(%0.0:slice, make("b":string):slice):slice`,
			},
		},
		{
			"literals", `package m
type T struct { A string; B []U }
type U struct { C string }
var v = &T{A: "a", B: []U{{"c"}, {C: "d"}}}
var x = [...]byte{1, 2, 3}`,
			[]string{
				`set m.v:m.T = addr(make(A="a":string, B=make(make(C="c":string):m.U, make(C="d":string):m.U):slice):m.T):m.T`, `set field[m.T.A](make():m.T):string = "a":string`,
				`set field[m.U.C](make():m.U):string = "c":string`, `set m.x:slice = make():slice`,
			},
		},
		{
			"outside literals", `package m
import ("os"; "go.mongodb.org/mongo-driver/bson"; "github.com/gin-gonic/gin"; "example.com/q")
func f(k string) {
	use(bson.D{{"a", os.Getenv("X")}}, gin.H{"k": k, "l": os.Getenv("Y")}, &q.Input{Url: &k}, []q.Item{{Name: k}})
}
func use(...any) {}`,
			[]string{
				`0: call outside os||Getenv ("X":string)`,
				`2: call func m.use (make(make("a":string, %0.0:string)):go.mongodb.org/mongo-driver/bson.D, make(k=par0(m.f):string, l=%1.0:string):github.com/gin-gonic/gin.H, addr(make(Url=addr(par0(m.f):string):string):example.com/q.Input):example.com/q.Input, make(make(Name=par0(m.f):string):example.com/q.Item):slice) ignored`,
			},
		},
		{
			"outside methods", `package m
import ("github.com/aws/aws-sdk-go-v2/service/s3"; kafka "github.com/segmentio/kafka-go"; "github.com/go-redis/redis/v9")
type T struct { c *s3.Client; *redis.Client }
func (t *T) f() {
	out, _ := t.c.GetObject(nil)
	out.Body.Close()
	t.HGet("k")
	kafka.NewReader(kafka.ReaderConfig{Topic: "t"}).Close()
}`,
			[]string{
				`0: call outside github.com/aws/aws-sdk-go-v2/service/s3|Client|GetObject on field[m.T.c](par0(m.(*T).f):m.T):github.com/aws/aws-sdk-go-v2/service/s3.Client ("nil")`,
				`1: call outside ||Close on field[m.(*T).f/out.Body](m.(*T).f/out) () ignored`,
				`2: call outside github.com/go-redis/redis/v9|Client|HGet on field[m.T.Client](par0(m.(*T).f):m.T):github.com/go-redis/redis/v9.Client ("k":string) ignored`,
				`3: call outside github.com/segmentio/kafka-go||NewReader (make(Topic="t":string):github.com/segmentio/kafka-go.ReaderConfig)`, `4: call outside ||Close on %3.0 () ignored`,
			},
		},
		{
			"interfaces", `package m
import "google.golang.org/grpc"
type Repo interface { Get(id string) (string, error) }
type mem struct{}
func (mem) Get(id string) (string, error) { return id, nil }
type other struct{}
func (other) Get(id int) (string, error) { return "", nil }
type cached struct { Repo }
type Conn interface { grpc.ClientConnInterface; Close() }
func f(r Repo, c cached, k Conn) { r.Get("1"); c.Get("2"); g := r.Get; g("3"); k.Invoke(); k.Close() }`,
			[]string{
				`implements m.Repo: m.cached m.mem`, `0: call iface m.Repo.Get on par0(m.f):m.Repo ("1":string) ignored`,
				`1: call iface m.Repo.Get on field[m.cached.Repo](par1(m.f):m.cached):m.Repo ("2":string) ignored`, `set m.f/g:func = &func[m.Repo.Get](par0(m.f):m.Repo)`,
				`3: call outside google.golang.org/grpc|ClientConnInterface|Invoke on par2(m.f):m.Conn () ignored`, `4: call outside ||Close on par2(m.f):m.Conn () ignored`,
			},
		},
		{
			"interfaces through aliases", `package m
import ("context"; old "golang.org/x/net/context"; v8 "github.com/go-redis/redis/v8"; v9 "github.com/redis/go-redis/v9")
type Server interface { Get(context.Context, *v9.Options) error }
type svc struct{}
func (svc) Get(ctx old.Context, o *v8.Options) error { old.WithTimeout(ctx, 1); return nil }`,
			[]string{`implements m.Server: m.svc`, `param ctx context.Context`, `0: call outside context||WithTimeout (par1(m.svc.Get):context.Context, "1":duration) ignored`},
		},
		{
			"interfaces of outside types", `package m
import "database/sql"
type DB interface { Exec(q string) error }
type Queries struct { db DB }
func New(db DB) *Queries { return &Queries{db} }
func (q *Queries) Get() { q.db.Exec("select") }
func f() { db, _ := sql.Open("postgres", "u"); New(db).Get() }`,
			[]string{`0: call outside ||Exec on field[m.Queries.db](par0(m.(*Queries).Get):m.Queries):m.DB ("select":string) ignored`},
		},
		{
			"promoted", `package m
type base struct { url string }
func (b *base) call() {}
type svc struct { *base }
func f(s svc) { s.call(); g(s.url) }
func g(string) {}`,
			[]string{`0: call func m.(*base).call on field[m.svc.base](par0(m.f):m.svc):m.base () ignored`, `1: call func m.g (field[m.base.url](field[m.svc.base](par0(m.f):m.svc):m.base):string) ignored`, `method call m.(*base).call`},
		},
		{
			"values of functions", `package m
type H struct { fn func(string) }
func (h *H) serve(string) {}
func top(string) {}
func f(h *H) { h.fn("a"); use(h.serve, top, (*H).serve); x := top; x("b"); func() { top("c") }() }
func use(...any) {}`,
			[]string{
				`0: call value field[m.H.fn](par0(m.f):m.H):func ("a":string) ignored`, `1: call func m.use (&func[m.(*H).serve](par0(m.f):m.H), &func[m.top](), &func[m.(*H).serve]()) ignored`,
				`2: call value m.f/x:func ("b":string) ignored`, `3: call func m.f$1 () ignored`,
			},
		},
		{
			"closures", `package m
func f(a string) func() string {
	b := a
	return func() string { c := b; return func() string { return c + a }() }
}`,
			[]string{`return &func[m.f$1]()`, `set m.f$1/c:string = m.f/b:string`, `return concat(m.f$1/c:string, par0(m.f):string):string`, `func m.f$1$1 parent=m.f$1`},
		},
		{
			"generics", `package m
type Set[T comparable] struct { items map[T]bool; first T }
func (s *Set[T]) Add(x T) { s.first = x }
func Map[A, B any](xs []A, f func(A) B) []B { return nil }
func f() { s := &Set[string]{}; s.Add("x"); Map([]int{1}, str); Map[int, string](nil, str) }
func str(int) string { return "" }`,
			[]string{
				`0: call func m.(*Set).Add on m.f/s:m.Set ("x":string) ignored`, `set field[m.Set.first](par0(m.(*Set).Add):m.Set) = par1(m.(*Set).Add)`,
				`1: call func m.Map (make("1":int):slice, &func[m.str]()) ignored`, `2: call func m.Map ("nil", &func[m.str]()) ignored`, `method Add m.(*Set).Add`,
			},
		},
		{
			"conversions", `package m
import "net/http"
type Addr string
func h(http.ResponseWriter, *http.Request) {}
func f(a string) { g(Addr(a)); http.Handle("/", http.HandlerFunc(h)); g(Addr([]byte(a))) }
func g(Addr) {}`,
			[]string{`0: call func m.g (par0(m.f):m.Addr) ignored`, `1: call outside net/http||Handle ("/":string, &func[m.h]()) ignored`},
		},
		{
			"spawned and deferred", `package m
import "sync"
func f(mu *sync.Mutex, ch chan int) { mu.Lock(); defer mu.Unlock(); go g(1); go func() { g(2) }(); defer close(ch) }
func g(int) {}`,
			[]string{
				`1: call outside sync|Mutex|Unlock on par0(m.f):sync.Mutex () deferred ignored`, `2: call func m.g ("1":int) spawned ignored`, `3: call func m.f$1 () spawned ignored`,
				`4: call outside builtin||close (par1(m.f):chan) deferred ignored`,
			},
		},
		{
			"channels", `package m
import "context"
func f(ctx context.Context, in, out chan string) {
	for {
		select {
		case v := <-in:
			out <- v
		case <-ctx.Done():
			return
		}
	}
}
func g(in chan string) { x := <-in; for y := range in { h(x, y) } }
func h(...string) {}`,
			[]string{
				`loop 0 in -1 over "" forever exits ondone`, `1: select (par1(m.f):chan, %0.0:chan) loop=0 ondone`, `2: send on par2(m.f):chan (m.f/v:string) loop=0`,
				`set elem(par2(m.f):chan) = m.f/v:string`, `set m.f/v:string = elem(par1(m.f):chan):string`, `set m.g/x:string = elem(par0(m.g):chan):string`, `1: receive on par0(m.g):chan () loop=0`,
			},
		},
		{
			"select with default does not wait", `package m
func f(in chan string) { select { case <-in: default: } }`,
			[]string{`- 0: select (par0(m.f):chan)`},
		},
		{
			"loops", `package m
import "context"
func f(xs []string, ctx context.Context, n int) {
	for i := 0; i < 3; i++ { g() }
	for i := 10; i >= 1; i-- { g() }
	for range 5 { g() }
	for _, x := range []string{"a", "b"} { _ = x }
	for i := 0; i < len(xs); i++ { g() }
	for i := 0; i < n; i++ { g() }
	for { g() }
	for ctx.Err() == nil { g() }
outer:
	for { for { break outer } }
	for { switch n { case 1: break } }
	for { for { break } ; func() { return }() }
}
func g() {}`,
			[]string{
				`loop 0 in -1 over "i < 3" bound=3`, `loop 1 in -1 over "i >= 1" bound=10`, `loop 2 in -1 over "5" range="5":int bound=5`,
				`loop 3 in -1 over "[]string{\"a\", \"b\"}" range=make("a":string, "b":string):slice bound=2`, `loop 4 in -1 over "i < len(xs)" range=par0(m.f):slice`, `loop 5 in -1 over "i < n"`,
				`loop 6 in -1 over "" forever`, `loop 7 in -1 over "ctx.Err() == nil" ondone`, `loop 8 in -1 over "" forever exits`, `loop 9 in 8 over "" forever exits`,
				`loop 10 in -1 over "" forever`, `loop 11 in -1 over "" forever`, `loop 12 in 11 over "" forever exits`,
			},
		},
		{
			"guards", `package m
import ("log"; "os")
func f(a, b string) {
	if a != "x" { return }
	g(1)
	if b == "y" { g(2) } else { g(3) }
	if b == "" { log.Fatal("no b") }
	g(4)
}
func h(err error, mode string, ok bool) {
	if err != nil { return }
	g(5)
	switch mode {
	case "a", "b": g(6); return
	case "c": g(7)
	default: g(8)
	}
	g(9)
	switch { case mode == "z": g(10) }
	if ok && k() { g(11) }
	for { if ok { continue }; g(12) }
}
func k() bool { os.Exit(1); return true }
func g(int) {}`,
			[]string{
				`0: call func m.g ("1":int) ignored if not compare[!=](par0(m.f):string, "x":string):bool`,
				`1: call func m.g ("2":int) ignored if not compare[!=](par0(m.f):string, "x":string):bool and compare[==](par1(m.f):string, "y":string):bool`,
				`2: call func m.g ("3":int) ignored if not compare[!=](par0(m.f):string, "x":string):bool and not compare[==](par1(m.f):string, "y":string):bool`,
				`4: call func m.g ("4":int) ignored if not compare[!=](par0(m.f):string, "x":string):bool and not compare[==](par1(m.f):string, "":string):bool`,
				`0: call func m.g ("5":int) ignored`,
				`1: call func m.g ("6":int) ignored if compare[||](compare[==](par1(m.h):string, "a":string):bool, compare[==](par1(m.h):string, "b":string):bool):bool`,
				`2: call func m.g ("7":int) ignored if compare[==](par1(m.h):string, "c":string):bool`,
				`4: call func m.g ("9":int) ignored if not compare[||](compare[==](par1(m.h):string, "a":string):bool, compare[==](par1(m.h):string, "b":string):bool):bool`,
			},
		},
		{
			"types", `package m
import ("time"; "google.golang.org/grpc")
type C struct {
	DB struct { Host string ` + "`env:\"DB\"`" + ` }
	T time.Duration
	Conn *grpc.ClientConn
	In, Out chan int
}
func f(c C) { g(c.DB.Host); l := struct{ X string }{"v"}; g(l.X) }
func g(string) {}`,
			[]string{
				`field DB m.struct`, `field Host string env:"DB"`, `field T duration`, `field Conn google.golang.org/grpc.ClientConn`, `field Out chan`,
				`0: call func m.g (field[m.struct.Host](field[m.C.DB](par0(m.f):m.C):m.struct):string) ignored`, `set field[m.struct.X](make():m.struct):string = "v":string`,
			},
		},
		{
			"ends of the process", `package m
import ("os"; "github.com/rs/zerolog/log")
func f(a, b string) {
	if a == "" { log.Fatal().Str("k", a).Msg("no a") }
	g(1)
	if b == "x" { usage("b") }
	g(2)
	if b == "y" { sometimes() }
	g(3)
}
func usage(string) { g(0); os.Exit(2) }
func sometimes() { if k { return }; os.Exit(1) }
var k bool
func g(int) {}`,
			[]string{
				`3: call func m.g ("1":int) ignored if not compare[==](par0(m.f):string, "":string):bool`,
				`5: call func m.g ("2":int) ignored if not compare[==](par0(m.f):string, "":string):bool and not compare[==](par1(m.f):string, "x":string):bool`,
				`7: call func m.g ("3":int) ignored if not compare[==](par0(m.f):string, "":string):bool and not compare[==](par1(m.f):string, "x":string):bool`,
			},
		},
		{
			"type switches", `package m
type A struct{ u string }
func f(x any) { switch v := x.(type) { case *A: g(v.u) } ; a, ok := x.(A); _ = ok; g(a.u) }
func g(string) {}`,
			[]string{`set m.f/v:m.A = par0(m.f)`, `0: call func m.g (field[m.A.u](m.f/v:m.A):string) ignored`, `set m.f/a:m.A = par0(m.f):m.A`},
		},
		{
			"initialisation", `package m
import "os"
var addr = os.Getenv("A")
var x, y = two()
func two() (int, int) { return 1, 2 }
func init() { addr = "b" }
func init() { addr = "c" }`,
			[]string{`0: call outside os||Getenv ("A":string)`, `set m.addr:string = %0.0:string`, `set m.y:int = %1.1:int`, `2: call func m.init.0 () ignored`, `3: call func m.init.1 () ignored`, `set m.addr:string = "c":string`},
		},
		{
			"dot import", `package m
import . "github.com/onsi/ginkgo"
func f() { Describe("x") }`,
			[]string{`0: call outside github.com/onsi/ginkgo||Describe ("x":string) ignored`},
		},
		{
			"names of packages", `package m
import ("github.com/nats-io/nats.go"; "gopkg.in/yaml.v3"; "github.com/go-chi/chi/v5"; "github.com/hashicorp/go-multierror"; "github.com/confluentinc/confluent-kafka-go/v2/kafka"; "github.com/bufbuild/connect-go")
func f() { nats.Connect("n"); yaml.Marshal(1); chi.NewRouter(); multierror.Append(nil); kafka.NewProducer(nil); connect.NewRequest(1) }`,
			[]string{
				`0: call outside github.com/nats-io/nats.go||Connect ("n":string) ignored`, `1: call outside gopkg.in/yaml.v3||Marshal ("1":int) ignored`, `2: call outside github.com/go-chi/chi/v5||NewRouter () ignored`,
				`3: call outside github.com/hashicorp/go-multierror||Append ("nil") ignored`, `4: call outside github.com/confluentinc/confluent-kafka-go/v2/kafka||NewProducer ("nil") ignored`, `5: call outside github.com/bufbuild/connect-go||NewRequest ("1":int) ignored`,
			},
		},
		{
			"outside names as values", `package m
import ("go.uber.org/fx"; "go.uber.org/zap"; "google.golang.org/grpc/codes")
func f() { zap.NewProduction(); fx.Provide(zap.NewProduction, codes.NotFound) }`,
			[]string{`1: call outside go.uber.org/fx||Provide (&func[go.uber.org/zap.NewProduction](), google.golang.org/grpc/codes.NotFound) ignored`},
		},
		{"generated", "// Code generated by x. DO NOT EDIT.\npackage m\nfunc f() {}", []string{`func m.f generated`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, problems := load(t, c.src)
			if len(problems) > 0 {
				t.Error(problems)
			}
			got := dump(t, p)
			lines := strings.Split(offsets.ReplaceAllString(got, ""), "\n")
			for i := range lines {
				lines[i] = strings.TrimSpace(lines[i])
			}
			for _, want := range c.want {
				if not, absent := strings.CutPrefix(want, "- "); slices.Contains(lines, not) == absent {
					t.Errorf("line %q", want)
				}
			}
			if t.Failed() {
				t.Log("\n" + got)
			}
		})
	}
}
