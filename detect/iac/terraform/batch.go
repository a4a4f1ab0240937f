package terraform

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// declareBatch reads a definition of jobs of AWS Batch.
func declareBatch(r *root, v view) {
	platform := arch.ECSEC2
	for _, c := range v.get("platform_capabilities").List() {
		if c.String().V == "FARGATE" {
			platform = arch.Fargate
		}
	}
	doc, ok := v.get("container_properties").Document()
	k, foreign := foreignImage(doc.Get("image").Text())
	if foreign {
		r.foreign(v, k, "aws", v.get("name"))
		return
	}
	u := r.unit(v, arch.Job, platform, v.get("name"))
	if !ok {
		u.EnvOpen = "the container's properties cannot be read"
		return
	}
	r.image(u, doc.Get("image").Text())
	u.Env = envList(doc.Get("environment").List())
	u.Code.Args = stringsOf(doc.Get("command"))
	s := &u.Settings
	s.Timeout = seconds(v.get("timeout.attempt_duration_seconds"))
	if s.Retries = v.get("retry_strategy.attempts").Int(); s.Retries.Known() {
		s.Retries.V--
	}
	s.Memory = doc.Get("memory").Int()
	for _, need := range doc.Get("resourceRequirements").List() {
		switch need.Get("type").String().V {
		case "MEMORY":
			s.Memory = need.Get("value").Int()
		case "VCPU":
			s.CPU = integer(need.Get("value"), inCores)
		}
	}
}

// beanstalk are the settings of an environment that say how many instances it has.
var beanstalk = map[string]func(*arch.Settings) any{"aws:autoscaling:asg/MinSize": minReplicas, "aws:autoscaling:asg/MaxSize": maxReplicas}

// declareBeanstalk reads an environment of Elastic Beanstalk, whose machines run the
// repository's own code and nothing else.
func declareBeanstalk(r *root, v view) {
	u := r.unit(v, arch.Service, arch.VM, v.get("name"))
	for _, n := range v.all("setting") {
		space, name := n.Get("namespace").String().V, n.Get("name").String()
		if space == "aws:elasticbeanstalk:application:environment" && name.Known() {
			value := n.Get("value").Text()
			u.Env = append(u.Env, iac.Env{Name: name.V, Value: value, At: name.At})
		}
		if field := beanstalk[space+"/"+name.V]; field != nil {
			if to, ok := field(&u.Settings).(*arch.Value[int]); ok {
				*to = n.Get("value").Int()
			}
		}
	}
	if v.get("tier").String().V != "Worker" {
		r.bind(u, httpTrigger(u.At, "", "Elastic Beanstalk", "", ""), "Elastic Beanstalk")
	}
}
