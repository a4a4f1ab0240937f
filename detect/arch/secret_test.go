package arch

import "testing"

func TestMasked(t *testing.T) {
	for in, want := range map[string]string{
		"postgres://app:s3cret@db:5432/orders":                "postgres://app:******@db:5432/orders",
		`DB = "amqp://guest:guest@rabbit" and http://a:b@c/d`: `DB = "amqp://guest:*****@rabbit" and http://a:*@c/d`,
		"postgres://app:p@ss@db/x":                            "postgres://app:****@db/x",
		"http://orders:8080/a@b:c":                            "http://orders:8080/a@b:c",
		"http://user@host":                                    "http://user@host",
		"no address":                                          "no address",
		"://":                                                 "://",
	} {
		if got := Masked(in); got != want {
			t.Errorf("Masked(%q) = %q, want %q", in, got, want)
		}
	}
}
