package shop;

@FeignClient(name = "shipping", url = "${shipping.url:}")
interface Shipping {}

@FeignClient("returns")
interface Returns {}
