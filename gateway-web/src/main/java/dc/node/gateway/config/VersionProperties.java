package dc.node.gateway.config;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The version of this build, put into {@code application.yml} by Maven. */
@ConfigurationProperties("gateway")
public record VersionProperties(String version) {}
