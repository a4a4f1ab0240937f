module example.com/shop/api
