package cloudformation

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// The names of the formats in the contract.
const (
	formatPlain = "cloudformation"
	formatSAM   = "sam"
)

// Load reads all templates of the tree.
func Load(t *source.Tree) iac.Declared {
	repo := awscfn.NewRepo(t)
	tops := topStacks(repo)
	stacks := append([]*awscfn.Stack{}, tops...)
	for _, top := range tops {
		stacks = append(stacks, top.Expand(formatOf)...)
	}
	for _, s := range stacks {
		s.Publish()
	}
	awscfn.Interpret(stacks)
	return awscfn.Collect(stacks)
}

// topStacks makes a stack of every template that no other template deploys.
func topStacks(repo *awscfn.Repo) []*awscfn.Stack {
	var all []*awscfn.Stack
	files := map[*awscfn.Stack]string{}
	for _, f := range repo.Tree.Files() {
		doc, ok := template(repo, f)
		if !ok {
			continue
		}
		s := repo.NewStack(awscfn.Options{Scope: f.Path, File: f.Path, Format: formatOf(doc)})
		if formatOf(doc) == formatSAM {
			configure(s, f, samConfig(repo.Tree, f.Dir()))
		}
		s.AddTemplate(s.View(doc))
		all = append(all, s)
		files[s] = f.Path
	}
	nested := map[string]bool{}
	for _, s := range all {
		for _, file := range s.Nested() {
			if file != files[s] {
				nested[file] = true
			}
		}
	}
	var tops []*awscfn.Stack
	for _, s := range all {
		if !nested[files[s]] && repo.Claim(files[s]) {
			tops = append(tops, s)
		}
	}
	return tops
}

var (
	resourcesKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)(^|[{,\x{FEFF}])\s*["']?Resources["']?\s*:`) })
	awsType      = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`["']?Type["']?\s*:\s*["']?AWS::[A-Za-z0-9]+::`) })
)

// template returns the document of a file that is a template.
func template(repo *awscfn.Repo, f *source.File) (yamldoc.Node, bool) {
	switch strings.ToLower(f.Ext()) {
	case ".yaml", ".yml", ".json", ".template", ".cfn":
	default:
		return yamldoc.Node{}, false
	}
	if !f.Place.Own() || repo.Tree.File(path.Join(f.Dir(), "cdk.out")) != nil { // a synthesized app is a format of its own
		return yamldoc.Node{}, false
	}
	data, err := f.Data()
	if err != nil || !bytes.Contains(data, []byte("AWS::")) || !resourcesKey().Match(data) || !awsType().Match(data) {
		return yamldoc.Node{}, false // an unreadable file is recorded by Data
	}
	for _, doc := range yamldoc.ParseFile(repo.Tree, f) {
		if isTemplate(doc) {
			repo.SetDocument(f.Path, doc)
			return doc, true
		}
	}
	return yamldoc.Node{}, false
}

// isTemplate tells a template from another file that holds a Resources section,
// such as serverless.yml.
func isTemplate(doc yamldoc.Node) bool {
	if doc.Get("service").Exists() || doc.Get("provider").Exists() {
		return false
	}
	for _, r := range doc.Get("Resources").Pairs() {
		typ := r.Get("Type").Text()
		if strings.HasPrefix(typ, "AWS::") || strings.HasPrefix(typ, "Custom::") || strings.HasPrefix(typ, "Alexa::") {
			return true
		}
	}
	return false
}

// formatOf tells SAM from plain CloudFormation.
func formatOf(doc yamldoc.Node) string {
	transform := doc.Get("Transform")
	if strings.HasPrefix(transform.Text(), "AWS::Serverless") {
		return formatSAM
	}
	for item := range transform.Items() {
		if strings.HasPrefix(item.Text(), "AWS::Serverless") {
			return formatSAM
		}
	}
	return formatPlain
}
