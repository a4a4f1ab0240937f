package kubeobjects

import "slices"

// mounted are the files of the repository that a container gets through ConfigMaps.
func (w *workload) mounted(c *Node) []string {
	var files []string
	for i, m := range c.Get("volumeMounts").Items() {
		if i >= maxMounts {
			break
		}
		for _, v := range w.pod.Get("spec", "volumes").Items() {
			if v.Get("name").Text() == m.Get("name").Text() && m.Get("name").IsScalar() {
				files = append(files, w.files(v, m.Get("subPath").Text())...)
			}
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// files are those behind a volume: all of its ConfigMaps', or those that it picks.
func (w *workload) files(volume *Node, subPath string) []string {
	sources := []*Node{volume.Get("configMap")}
	for _, s := range volume.Get("projected", "sources").Items() {
		sources = append(sources, s.Get("configMap"))
	}
	var files []string
	for _, s := range sources {
		name := s.Get("name").Text()
		o, ok := w.scope.config("ConfigMap", name)
		if name == "" || !ok {
			continue
		}
		at := map[string]string{} // keys by where they are put
		for key := range o.Files {
			at[key] = key
		}
		if items := s.Get("items").Items(); len(items) > 0 {
			clear(at)
			for _, i := range items {
				at[i.Get("path").Text()] = i.Get("key").Text()
			}
		}
		for path, key := range at {
			if file := o.Files[key]; file != "" && (subPath == "" || subPath == path) {
				files = append(files, file)
			}
		}
	}
	return files
}
