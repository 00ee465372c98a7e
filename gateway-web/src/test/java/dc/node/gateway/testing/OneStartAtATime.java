package dc.node.gateway.testing;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts applications one after the other, while tests run beside each other: each start sets up the logging of the whole process
 * anew, and two at once find each other's half done.
 */
public final class OneStartAtATime {

    private OneStartAtATime() {}

    public static synchronized ConfigurableApplicationContext of(SpringApplicationBuilder application) {
        return application.run();
    }
}
