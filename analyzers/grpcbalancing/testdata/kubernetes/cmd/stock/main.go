package main

import (
	"context"
	"net"

	"google.golang.org/grpc"

	stockv1 "example.com/shop/gen/stock/v1"
)

type server struct {
	stockv1.UnimplementedStockServer
}

func (server) Levels(context.Context, *stockv1.LevelsRequest) (*stockv1.LevelsResponse, error) {
	return &stockv1.LevelsResponse{}, nil
}

func main() {
	l, err := net.Listen("tcp", ":9090")
	if err != nil {
		panic(err)
	}
	s := grpc.NewServer()
	stockv1.RegisterStockServer(s, server{})
	s.Serve(l)
}
