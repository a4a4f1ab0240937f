package eval

import (
	"errors"
	"math/big"
	"net/netip"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// The functions that reckon with networks.

func number(name string) function.Parameter { return function.Parameter{Name: name, Type: cty.Number} }

// textFunc is a function that gives a string.
func textFunc(impl func(args []cty.Value) (string, error), params ...function.Parameter) function.Function {
	return function.New(&function.Spec{
		Params: params, Type: function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			s, err := impl(args)
			if err != nil {
				return cty.UnknownVal(cty.String), err
			}
			return cty.StringVal(s), nil
		},
	})
}

var (
	cidrhostFunc = textFunc(func(args []cty.Value) (string, error) {
		p, err := netip.ParsePrefix(args[0].AsString())
		if err != nil {
			return "", err
		}
		n, _ := args[1].AsBigFloat().Int(nil)
		size := new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits()))
		if n.Sign() < 0 {
			n.Add(n, size)
		}
		if n.Sign() < 0 || n.Cmp(size) >= 0 {
			return "", errors.New("no such host in the network")
		}
		return shifted(p.Masked().Addr(), n).String(), nil
	}, text("prefix"), number("hostnum"))

	cidrnetmaskFunc = textFunc(func(args []cty.Value) (string, error) {
		p, err := netip.ParsePrefix(args[0].AsString())
		if err != nil || !p.Addr().Is4() {
			return "", errors.New("not an IPv4 network")
		}
		ones := netip.PrefixFrom(netip.AddrFrom4([4]byte{255, 255, 255, 255}), p.Bits())
		return ones.Masked().Addr().String(), nil
	}, text("prefix"))

	cidrsubnetFunc = textFunc(func(args []cty.Value) (string, error) {
		p, err := netip.ParsePrefix(args[0].AsString())
		if err != nil {
			return "", err
		}
		bits, ok := asInt(args[1])
		n, _ := args[2].AsBigFloat().Int(nil)
		long := p.Bits() + bits
		if !ok || bits < 0 || long > p.Addr().BitLen() || n.Sign() < 0 || n.BitLen() > bits {
			return "", errors.New("no such part of the network")
		}
		n.Lsh(n, uint(p.Addr().BitLen()-long))
		return netip.PrefixFrom(shifted(p.Masked().Addr(), n), long).String(), nil
	}, text("prefix"), number("newbits"), number("netnum"))

	cidrsubnetsFunc = function.New(&function.Spec{
		Params: []function.Parameter{text("prefix")}, VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
		Type: function.StaticReturnType(cty.List(cty.String)),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return cidrsubnets(args) },
	})

	cidrcontainsFunc = onTexts(func(prefix, of string) bool {
		p, err := netip.ParsePrefix(prefix)
		if err != nil {
			return false
		}
		if a, err := netip.ParseAddr(of); err == nil {
			return p.Contains(a)
		}
		in, err := netip.ParsePrefix(of)
		return err == nil && in.Bits() >= p.Bits() && p.Contains(in.Addr())
	})
)

// cidrsubnets lays networks of the given sizes out one after the other.
func cidrsubnets(args []cty.Value) (cty.Value, error) {
	p, err := netip.ParsePrefix(args[0].AsString())
	if err != nil {
		return cty.DynamicVal, err
	}
	width := p.Addr().BitLen()
	next := new(big.Int)
	var out []cty.Value
	for _, a := range args[1:] {
		bits, ok := asInt(a)
		long := p.Bits() + bits
		if !ok || bits < 1 || long > width {
			return cty.DynamicVal, errors.New("no room for the network")
		}
		size := new(big.Int).Lsh(big.NewInt(1), uint(width-long))
		if rest := new(big.Int).Mod(next, size); rest.Sign() != 0 {
			next.Add(next, size).Sub(next, rest)
		}
		if next.BitLen() > width-p.Bits() {
			return cty.DynamicVal, errors.New("no room for the network")
		}
		out = append(out, cty.StringVal(netip.PrefixFrom(shifted(p.Masked().Addr(), next), long).String()))
		next = new(big.Int).Add(next, size)
	}
	if len(out) == 0 {
		return cty.ListValEmpty(cty.String), nil
	}
	return cty.ListVal(out), nil
}

// shifted is the address n after a, which has room for it.
func shifted(a netip.Addr, n *big.Int) netip.Addr {
	sum := new(big.Int).Add(new(big.Int).SetBytes(a.AsSlice()), n)
	out, ok := netip.AddrFromSlice(sum.FillBytes(make([]byte, a.BitLen()/8)))
	if !ok {
		return a
	}
	return out
}
