package link

func (l *linker) mentions() {}
