package iac

import "testing"

func TestMebibytes(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
		ok   bool
	}{
		{"128Mi", 128, true},
		{"0.5Gi", 512, true},
		{"512M", 488, true},
		{" 1Ti ", 1 << 20, true},
		{"1048576", 1, true},
		{"", 0, false},
		{"lots", 0, false},
		{"-1Mi", 0, false},
		{"NaNGi", 0, false},
		{"1e300Gi", 0, false},
		{"${MEM}", 0, false},
	} {
		if got, ok := Mebibytes(c.text); got != c.want || ok != c.ok {
			t.Errorf("%q: got %d, %v", c.text, got, ok)
		}
	}
}
