package serverless

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/iac/awscfn"
)

// dotenv reads an environment variable of the deployment, which only .env files of the
// repository tell.
func (s *service) dotenv(name string) (awscfn.Expansion, bool) {
	if s.doc.Node().Get("useDotenv").Bool().V {
		if s.vars == nil {
			s.vars = map[string]string{}
			for _, file := range []string{".env", ".env." + s.stage} {
				s.readDotenv(path.Join(s.dir, file))
			}
		}
		if v, ok := s.vars[name]; ok {
			return text(v), true
		}
	}
	return hidden("environment variable " + name + " of the deployment"), false
}

func (s *service) readDotenv(file string) {
	f := s.repo.Tree.File(file)
	if f == nil {
		return
	}
	data, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	for line := range strings.Lines(string(data)) {
		name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "=")
		if ok && !strings.HasPrefix(name, "#") {
			s.vars[strings.TrimSpace(name)] = strings.Trim(strings.TrimSpace(value), `'"`)
		}
	}
}

// region is where the service is deployed to, as far as it says so itself.
func (s *service) region() (awscfn.Expansion, bool) {
	if region := s.provider.Get("region"); region.Exists() {
		return awscfn.Expansion{Parts: region.Text().Parts}, true
	}
	return hidden("the region is given at deployment"), false
}

// stored reads a parameter of the Systems Manager store that a service here writes.
func (s *service) stored(name string) (awscfn.Expansion, bool) {
	name, _, _ = strings.Cut(name, "~")
	if parts, ok := s.Stored(name); ok {
		return awscfn.Expansion{Parts: parts}, true
	}
	return hidden("SSM parameter " + name + " is set elsewhere"), false
}
