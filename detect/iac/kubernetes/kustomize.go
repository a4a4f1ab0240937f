package kubernetes

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

const (
	maxOverlayDepth = 16
	maxRendered     = 1_000_000 // nodes over all overlays: bases may be shared and nested
)

// overlay is a directory with a kustomization.
type overlay struct {
	dir     string
	file    *source.File
	root    *kubeobjects.Node
	parents []*overlay
	bases   []*overlay // resources and bases that are directories
	parts   []*overlay // components
	files   []*source.File
	own     bool
	remote  []string // what it takes from elsewhere

	patched   bool // patchList is filled
	patchList []patch
}

func isKustomization(name string) bool {
	return name == "kustomization.yaml" || name == "kustomization.yml" || name == "Kustomization"
}

// findOverlays reads every kustomization and ties it to those that it builds on.
func findOverlays(r *reader) []*overlay {
	byDir := map[string]*overlay{}
	var list []*overlay
	for _, f := range r.tree.Files() {
		if !isKustomization(f.Name()) || byDir[f.Dir()] != nil {
			continue
		}
		for _, root := range r.nodes(firstDoc(yamldoc.ParseFile(r.tree, f))) {
			k := &overlay{dir: f.Dir(), file: f, root: root, own: f.Place.Own()}
			byDir[k.dir] = k
			list = append(list, k)
		}
	}
	var own []*overlay
	for _, k := range list {
		for _, field := range []string{"resources", "bases"} {
			for _, n := range k.root.Get(field).Items() {
				k.tie(r, byDir, n.Text(), &k.bases)
			}
		}
		for _, n := range k.root.Get("components").Items() {
			k.tie(r, byDir, n.Text(), &k.parts)
		}
		if k.own {
			own = append(own, k)
		}
	}
	return own
}

func firstDoc(docs []yamldoc.Node) []yamldoc.Node { return docs[:min(len(docs), 1)] }

// isRemote reports whether a resource is fetched by the tool.
func isRemote(name string) bool {
	return strings.Contains(name, "://") || strings.HasPrefix(name, "git@") || strings.HasPrefix(name, "github.com/") || strings.Contains(name, "?ref=")
}

// elsewhere says what the overlay and those below it take from elsewhere.
func (k *overlay) elsewhere(seen map[*overlay]bool) string {
	if seen[k] {
		return ""
	}
	seen[k] = true
	if len(k.remote) > 0 {
		return "remote resource " + k.remote[0]
	}
	for _, list := range [][]*overlay{k.bases, k.parts} {
		for _, b := range list {
			if why := b.elsewhere(seen); why != "" {
				return why
			}
		}
	}
	return ""
}

func (k *overlay) tie(r *reader, byDir map[string]*overlay, name string, to *[]*overlay) {
	if name == "" {
		return
	}
	if isRemote(name) {
		k.remote = append(k.remote, name)
		r.tree.Skip(k.file.Path, "remote resource "+name+" is not read")
		return
	}
	p := path.Join(k.dir, name)
	if base := byDir[p]; base != nil {
		*to = append(*to, base)
		if k.own {
			base.parents = append(base.parents, k)
		}
		return
	}
	if f := r.tree.File(p); f != nil && isManifestName(f) {
		k.files = append(k.files, f)
	}
}

// claim notes the files that make sense only as parts of the overlay.
func (k *overlay) claim(r *reader, claimed map[string]bool) {
	for _, f := range k.files {
		claimed[f.Path] = true
	}
	for _, p := range k.patches(r) {
		if p.file != "" {
			claimed[p.file] = true
		}
	}
}

// plain reports whether an overlay only puts others together.
func (k *overlay) plain() bool {
	if len(k.files) > 0 || len(k.parts) > 0 {
		return false
	}
	for _, field := range []string{
		"patches", "patchesStrategicMerge", "patchesJson6902", "configMapGenerator", "secretGenerator", "namePrefix", "nameSuffix", "images", "replicas", "helmCharts",
		"replacements",
	} {
		if k.root.Get(field) != nil {
			return false
		}
	}
	return true
}

// scope is the directory of what deploys the overlay together with others.
func (k *overlay) scope() string {
	for range maxOverlayDepth {
		if len(k.parents) != 1 || !k.parents[0].plain() {
			break
		}
		k = k.parents[0]
	}
	return k.dir
}

// Build returns the objects of the overlay in a directory, as the tool would put them
// out but for references to objects with other names than written: these stay as they
// are. It is false where there is no overlay.
func Build(t *source.Tree, dir string) ([]kubeobjects.Object, bool) {
	r := &reader{tree: t, every: true, parsed: map[string][]kubeobjects.Object{}, docs: map[string][]*kubeobjects.Node{}}
	for _, k := range findOverlays(r) {
		if k.dir == path.Clean(dir) {
			return k.build(r, nil, map[*overlay]bool{}, 0), true
		}
	}
	return nil, false
}

// render gives a set for every overlay that adds something.
func render(r *reader, overlays []*overlay) []kubeobjects.Set {
	var sets []kubeobjects.Set
	for _, k := range overlays {
		if k.plain() && len(k.bases) > 0 {
			continue
		}
		objects := k.build(r, nil, map[*overlay]bool{}, 0)
		if len(objects) == 0 {
			continue
		}
		for i := range objects {
			objects[i].Where = k.dir
		}
		set := kubeobjects.Set{Scope: "kubernetes:" + k.scope(), Format: "kustomize", Objects: objects, Open: k.elsewhere(map[*overlay]bool{})}
		if len(k.bases) > 0 || k.root.Get("kind").Text() == "Component" {
			set.Environment = path.Base(k.dir)
		}
		sets = append(sets, set)
	}
	return sets
}

// build returns the overlay's objects: those of its bases and files, then those
// that components and generators add, all changed by its patches.
func (k *overlay) build(r *reader, under []kubeobjects.Object, seen map[*overlay]bool, depth int) []kubeobjects.Object {
	if seen[k] || depth > maxOverlayDepth {
		return under // each counts once: the tool refuses an object that comes twice
	}
	seen[k] = true
	objects := under
	for _, b := range k.bases {
		objects = append(objects, b.build(r, nil, seen, depth+1)...)
	}
	for _, f := range k.files {
		for _, o := range r.objects(f) {
			if !r.spend(o.Root) {
				r.tree.Skip(k.file.Path, "too many objects over all overlays")
				break
			}
			o.Root = o.Root.Clone()
			objects = append(objects, o)
		}
	}
	objects = k.generate(r, objects)
	for _, c := range k.parts {
		objects = c.build(r, objects, seen, depth+1)
	}
	for _, p := range k.patches(r) {
		objects = p.apply(r, objects)
	}
	k.transform(objects)
	k.adjust(objects)
	k.replace(r, objects)
	return objects
}

// spend reports whether there is budget for another copy of an object.
func (r *reader) spend(n *kubeobjects.Node) bool {
	r.spent += n.Size(maxRendered)
	return r.spent <= maxRendered
}

// adjust sets what the overlay says of images and of how many run.
func (k *overlay) adjust(objects []kubeobjects.Object) {
	images, replicas := k.root.Get("images").Items(), k.root.Get("replicas").Items()
	for i := range objects {
		o := objects[i]
		for _, n := range replicas {
			if n.Get("name").Text() == o.Name() && n.Get("count").IsScalar() && o.Scales() {
				o.Root.Get("spec").Set("replicas", n.Get("count"))
			}
		}
		for _, c := range o.Containers() {
			setImage(c, images)
		}
	}
}

// tag is what follows an image's name.
var tag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(:[\w.-]+)?(@sha256:\w+)?$`) })

// setImage puts another name, tag or digest into a container's image.
func setImage(container *kubeobjects.Node, images []*kubeobjects.Node) {
	image := container.Get("image")
	name := tag().ReplaceAllString(image.Text(), "")
	for _, n := range images {
		if n.Get("name").Text() != name || !image.IsScalar() {
			continue
		}
		text, at := image.Text(), image.At()
		if tagged := n.Get("newTag"); tagged.IsScalar() {
			text, at = name+":"+tagged.Text(), tagged.At()
		}
		if digest := n.Get("digest"); digest.IsScalar() {
			text, at = name+"@"+digest.Text(), digest.At()
		}
		if renamed := n.Get("newName"); renamed.IsScalar() {
			text, at = renamed.Text()+text[len(name):], renamed.At()
		}
		if text != image.Text() {
			container.Set("image", kubeobjects.Scalar(text, at))
		}
		return
	}
}
