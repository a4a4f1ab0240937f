package charts

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	gocmp "github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/compose"
	"github.com/archvet/archvet/detect/source"
)

// container is what a service comes to.
type container struct {
	Image, Dir, Dockerfile, Target string
	Args, Env                      map[string]string
	Ports                          []int
	Command, Entrypoint, DependsOn []string
}

// byCompose loads the project of a directory with Compose's own library.
func byCompose(dir string) (map[string]container, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	options, err := cli.NewProjectOptions(nil, cli.WithWorkingDirectory(dir), cli.WithDefaultConfigPath, cli.WithProfiles([]string{"*"}), cli.WithEnvFiles(), cli.WithDotEnv)
	if err != nil {
		return nil, err
	}
	p, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	if p, err = p.WithServicesEnvironmentResolved(true); err != nil {
		return nil, err
	}
	out := map[string]container{}
	for name, s := range p.Services {
		out[name] = ofCompose(dir, s)
	}
	return out, nil
}

func ofCompose(dir string, s types.ServiceConfig) container {
	c := container{Image: s.Image, Env: map[string]string{}, Args: map[string]string{}, Command: s.Command, Entrypoint: s.Entrypoint}
	for k, v := range s.Environment {
		if v != nil {
			c.Env[k] = *v
		}
	}
	if s.Build != nil {
		c.Dir, _ = filepath.Rel(dir, s.Build.Context)
		c.Dockerfile = filepath.Join(c.Dir, cmp.Or(s.Build.Dockerfile, "Dockerfile"))
		c.Target = s.Build.Target
		for k, v := range s.Build.Args {
			if v != nil {
				c.Args[k] = *v
			}
		}
	}
	for _, p := range s.Ports {
		c.Ports = append(c.Ports, int(p.Target))
	}
	for d := range s.DependsOn {
		c.DependsOn = append(c.DependsOn, d)
	}
	slices.Sort(c.DependsOn)
	slices.Sort(c.Ports)
	return c
}

func ours(u *iac.Unit) container {
	c := container{
		Image: u.Code.Image.V, Dir: u.Code.Dir.V, Dockerfile: u.Code.Dockerfile.V, Target: u.Code.Target.V, Args: map[string]string{}, Env: map[string]string{},
		Entrypoint: texts(u.Code.Command), Command: texts(u.Code.Args),
	}
	for k, v := range u.Code.BuildArgs {
		c.Args[k] = v.V
	}
	for _, e := range u.Env {
		c.Env[e.Name] = e.Value.V
	}
	for _, p := range u.Ports {
		c.Ports = append(c.Ports, p.Number.V)
	}
	for _, d := range u.DependsOn {
		c.DependsOn = append(c.DependsOn, d[strings.LastIndexByte(d, '#')+1:])
	}
	slices.Sort(c.DependsOn)
	slices.Sort(c.Ports)
	return c
}

func texts(list []arch.Value[string]) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.V)
	}
	return out
}

// unlikeCompose says how our reading of a directory's project differs.
func unlikeCompose(dir string) (services int, diff string, err error) {
	want, err := byCompose(dir)
	if err != nil {
		return 0, "", err
	}
	tree, err := source.Open(dir, source.Options{})
	if err != nil {
		return 0, "", err
	}
	for _, u := range compose.Load(tree).Units {
		w, ok := want[u.Name]
		if !ok || u.Scope != "compose:." || u.Environment != "" || strings.HasPrefix(w.Dir, "..") { // above what we were given
			continue
		}
		services++
		got := ours(u)
		for _, e := range u.Env {
			if !e.Value.Known() { // Compose takes it for empty, or from the shell
				delete(got.Env, e.Name)
				delete(w.Env, e.Name)
			}
		}
		for k, v := range u.Code.BuildArgs {
			if !v.Known() {
				delete(got.Args, k)
				delete(w.Args, k)
			}
		}
		w.Command, w.Entrypoint, w.DependsOn = none(w.Command), none(w.Entrypoint), none(w.DependsOn)
		got.Command, got.Entrypoint, got.DependsOn = none(got.Command), none(got.Entrypoint), none(got.DependsOn)
		if d := gocmp.Diff(w, got); d != "" {
			diff += u.Name + ": (-Compose +ours)\n" + d
		}
	}
	return services, diff, nil
}

func none(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}

func TestCompose(t *testing.T) {
	dirs, err := filepath.Glob("testdata/compose/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range append(dirs, "../../detect/iac/compose/testdata/model") {
		n, diff, err := unlikeCompose(dir)
		if err != nil || n == 0 {
			t.Fatalf("%s: %d services, %v", dir, n, err)
		}
		if diff != "" {
			t.Errorf("%s: %s", dir, diff)
		}
	}
}

func TestComposeElsewhere(t *testing.T) {
	same, seen, failed := 0, 0, 0
	elsewhere(t, func(file string) {
		if !slices.Contains([]string{"compose.yaml", "docker-compose.yml", "docker-compose.yaml", "compose.yml"}, filepath.Base(file)) {
			return
		}
		n, diff, err := unlikeCompose(filepath.Dir(file))
		if err != nil {
			failed++
			return
		}
		seen += n
		if diff == "" {
			same += n
			return
		}
		same += n - strings.Count(diff, ": (-Compose +ours)")
		t.Logf("%s: %s", file, diff)
	})
	t.Logf("%d of %d services alike; Compose refuses %d projects", same, seen, failed)
}
