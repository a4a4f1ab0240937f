package detect

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/archvet/archvet/detect/source"
)

// Digest returns a name for everything that an analysis of the repository at root
// reads: the paths and the content of its files. What is out of a run's sight, such as
// ignored files, is not in it. Drivers that keep results by their inputs need it,
// since a finding in one Go package may have its cause in a manifest or in another
// package.
func Digest(root string) (string, error) {
	tree, err := source.Open(root, source.Options{})
	if err != nil {
		return "", err
	}
	all := sha256.New()
	for _, f := range tree.Files() {
		data, err := f.Data()
		if err != nil {
			data = []byte(err.Error()) // that it cannot be read is what the analysis sees, too
		}
		one := sha256.Sum256(data)
		_, _ = io.WriteString(all, f.Path+"\x00"+string(one[:])) // a hash takes everything
	}
	return hex.EncodeToString(all.Sum(nil)), nil
}
