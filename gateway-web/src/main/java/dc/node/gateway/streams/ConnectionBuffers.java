package dc.node.gateway.streams;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Smaller buffers for each connection than Tomcat's 8 KiB, for an open stream keeps them and needs hardly any. What is larger goes in
 * several pieces.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionBuffers {

    private static final String BYTES = "2048";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
        TomcatConnectorCustomizer buffers = connector -> {
            connector.setProperty("socket.appReadBufSize", BYTES);
            connector.setProperty("socket.appWriteBufSize", BYTES);
        };
        return factory -> factory.addConnectorCustomizers(buffers);
    }
}
