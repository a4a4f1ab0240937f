package shop;
@SpringBootApplication
@EnableConfigServer
public class ConfigApplication {}
