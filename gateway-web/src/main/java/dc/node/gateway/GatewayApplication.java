package dc.node.gateway;

import dc.node.gateway.command.VerifyAudit;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LoggingSystem;

/** Starts the gateway. What it is made of stands in the packages beside this class, one per concern. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(VerifyAudit.NAME)) {
            // Without Spring Boot nobody else tells the logging to be quiet.
            LoggingSystem.get(GatewayApplication.class.getClassLoader()).beforeInitialize();
            System.exit(VerifyAudit.run(Arrays.asList(arguments).subList(1, arguments.length)));
        }
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
