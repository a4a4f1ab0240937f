@FeignClient("only-in-tests")
interface Fake {}
