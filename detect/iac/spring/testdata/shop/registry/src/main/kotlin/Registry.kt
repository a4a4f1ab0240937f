@SpringBootApplication
@EnableEurekaServer
class Registry
