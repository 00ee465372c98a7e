package dc.node.gateway.streams;

import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Smaller buffers for each connection than Tomcat's, for an open stream keeps them and needs hardly any. What is larger goes in
 * several pieces.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionBuffers {

    /** Of each buffer, in place of 8 KiB. */
    private static final int BYTES = 2048;

    /** What may follow a body that came in chunks, in bytes; nobody here reads it. */
    private static final int TRAILERS = 1024;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
        TomcatConnectorCustomizer buffers = connector -> {
            connector.setProperty("socket.appReadBufSize", Integer.toString(BYTES));
            connector.setProperty("socket.appWriteBufSize", Integer.toString(BYTES));
            connector.setProperty("maxTrailerSize", Integer.toString(TRAILERS));
        };
        return factory -> {
            factory.setProtocol(Protocol.class.getName());
            factory.addConnectorCustomizers(buffers);
        };
    }

    /** HTTP/1.1 as ever, but for the buffers of answers: one of bytes and one of twice as many for characters. Tomcat makes it by its name. */
    public static final class Protocol extends Http11NioProtocol {
        @Override
        public int getDesiredBufferSize() {
            return BYTES;
        }
    }
}
