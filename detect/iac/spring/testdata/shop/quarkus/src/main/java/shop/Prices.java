package shop;

@RegisterRestClient(configKey = "prices")
public interface Prices {}
