package link

type text struct{}

func (l *linker) mentions() {}
