package golang

// link finds the own package that each import means, and cuts cycles: Go forbids
// them, but a broken tree can have them.
func (l *loader) link() {
	for _, p := range l.pkgs {
		p.imports = map[string]*pkg{}
		for _, f := range p.files {
			f.module = p.module
			for _, im := range f.imports {
				if dir, ok := l.dirOf(p.module, im.path); ok && l.byDir[dir] != p {
					p.imports[im.path] = l.byDir[dir]
				}
			}
		}
	}
	state := map[*pkg]int{}
	for _, p := range l.pkgs {
		cut(p, state)
	}
}

const (
	entered = 1
	left    = 2
)

func cut(p *pkg, state map[*pkg]int) {
	state[p] = entered
	for _, path := range sortedKeys(p.imports) {
		switch q := p.imports[path]; state[q] {
		case entered:
			delete(p.imports, path) // it becomes a stand-in
		case 0:
			cut(q, state)
		}
	}
	state[p] = left
}
