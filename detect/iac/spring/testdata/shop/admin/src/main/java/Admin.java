@EnableAdminServer
@EnableDiscoveryClient
class Admin {}
