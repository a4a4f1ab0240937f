package main

import (
	"context"
	"fmt"
	"net/http"
)

// prices asks the prices service.
type prices struct {
	url    string
	client *http.Client
}

func (p *prices) of(ctx context.Context, sku string) (int, error) {
	return p.get(ctx, p.url+"/prices/"+sku)
}

func (p *prices) get(ctx context.Context, url string) (n int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := p.client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = fmt.Fscan(resp.Body, &n)
	return n, err
}
