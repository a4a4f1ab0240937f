@EnableZuulProxy
class Gateway {}
