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

func TestMillicores(t *testing.T) {
	for text, want := range map[string]int{"250m": 250, "0.5": 500, "2": 2000, " 1 ": 1000, "": -1, "-1": -1, "lots": -1, "1e300": -1, "NaN": -1, "m": -1} {
		n, ok := Millicores(text)
		if !ok {
			n = -1
		}
		if n != want {
			t.Errorf("Millicores(%q) = %d, want %d", text, n, want)
		}
	}
}
