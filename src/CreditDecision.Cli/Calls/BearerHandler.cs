using System.Net.Http.Headers;

namespace CreditDecision.Cli.Calls;

/// <summary>Gives every call the token of whoever runs the command.</summary>
internal sealed class BearerHandler(HttpMessageHandler inner, string token) : DelegatingHandler(inner)
{
    private readonly AuthenticationHeaderValue _authorization = new("Bearer", token);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _authorization;
        return base.SendAsync(request, cancellationToken);
    }
}
