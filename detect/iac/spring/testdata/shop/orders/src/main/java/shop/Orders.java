package shop;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.web.client.RestTemplate;

@SpringBootApplication
@EnableDiscoveryClient
@RestController
public class Orders {
    private static final String STOCK = "stock-service";
    @Value("${prices.url:http://prices:8080}")
    private String prices;
    private final String host;

    Orders(@Value("${mail.host:mail}") String host, RabbitTemplate rabbit) { this.host = host; }

    String all(RestTemplate rest, DiscoveryClient registry) {
        // rest.getForObject("http://commented/out", String.class);
        /* rest.getForObject("http://commented/too", String.class); */
        char quote = '"';
        rest.getForObject("http://customers/all", String.class);
        rest.getForObject("http://" + STOCK + "/items", String.class);
        rest.getForObject(String.format("http://%s:%d/send", host, 80), String.class);
        rest.getForObject(prices + "/today", String.class);
        log.info("see http://docs/orders");
        return registry.getInstances("invoices").get(0).getUri() + "\"http://escaped\"";
    }

    void done() { rabbit.convertAndSend("shop", "order.done", "x"); }

    @RabbitListener(queues = Queues.REFUNDS)
    void refund(String body) {}
}

class Queues { static final String REFUNDS = "refunds"; }
