package dc.node.gateway.pairing;

import dc.node.gateway.problem.Problems;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the rate limit before the redemption of codes: an attempt beyond it is answered 429 and not read. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PairingProperties.class)
class PairingConfiguration implements WebMvcConfigurer, HandlerInterceptor {

    private final PairingRateLimit limit;
    private final PairingMeters meters;

    PairingConfiguration(PairingProperties properties, PairingMeters meters) {
        this.limit = new PairingRateLimit(properties, TimeMeter.SYSTEM_NANOTIME);
        this.meters = meters;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(PairingController.REDEEM_PATH);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        limit.tryFrom(request.getRemoteAddr()).ifPresent(this::refuse);
        return true;
    }

    private void refuse(Duration wait) {
        meters.limited();
        throw Problems.tooMany(
                "Too many pairing codes are being tried. Wait as long as Retry-After says, then try again.", wait);
    }
}
