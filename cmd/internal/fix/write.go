package fix

import (
	"errors"
	"fmt"
	"os"
	"strconv"
)

// Write makes the changes. All files are written beside the old ones first, and only
// then put in their places: what fails, fails before anything has changed.
func (p *Plan) Write(root *os.Root) error {
	fresh := map[string]string{} // by the name of the file that it replaces
	defer func() {
		for _, tmp := range fresh {
			_ = root.Remove(tmp) // left behind by a failure, which is the one to tell
		}
	}()
	for _, name := range p.Files() {
		tmp, err := beside(root, name, p.files[name])
		if err != nil {
			return fmt.Errorf("fix %s: %w", name, err)
		}
		fresh[name] = tmp
	}
	for _, name := range p.Files() {
		if err := root.Rename(fresh[name], name); err != nil {
			return fmt.Errorf("fix %s: %w", name, err)
		}
		delete(fresh, name)
	}
	return nil
}

// beside writes the new content of a file to a new file in the same directory.
func beside(root *os.Root, name string, c change) (tmp string, err error) {
	var f *os.File
	for n := 0; ; n++ {
		tmp = name + ".archvet" + strconv.Itoa(n)
		f, err = root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			break
		}
		if n == 9 || !errors.Is(err, os.ErrExist) {
			return "", err
		}
	}
	_, err = f.Write(c.new)
	err = errors.Join(err, f.Chmod(c.mode), f.Close())
	if err != nil {
		_ = root.Remove(tmp) // the first failure is the one to tell
		return "", err
	}
	return tmp, nil
}
