using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Values;
using CreditDecision.Service.Hosting;
using CreditDecision.V1;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CreditDecision.Service.Door.Tokens;

/// <summary>
/// Tells who bears a token. A signature costs as much to check as a decision to make, so what was believed is remembered until it expires or the
/// keys change; what is remembered is bounded. Any thread may use it.
/// </summary>
internal sealed class BearerTokens
{
    private const int MostKnown = 10_000;

    // Signatures of public keys alone; what a token itself names as its algorithm is not to be relied on.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenOptions _options;
    private readonly DoorLog _log;
    private readonly TimeProvider _time;
    private readonly Lock _reloading = new();
    private volatile Believed _believed;
    private long _lookedAt;

    /// <exception cref="StartRefusedException">The keys cannot be read.</exception>
    public BearerTokens(TokenOptions options, DoorLog log, TimeProvider time)
    {
        (_options, _log, _time) = (options, log, time);
        try
        {
            _believed = Load(File.ReadAllText(options.Keys));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StartRefusedException([$"setting Door:Tokens:Keys: {options.Keys} cannot be used: {problem.Message}"]);
        }
        _lookedAt = time.GetTimestamp();
    }

    /// <param name="authorization">The header as it came; null where there is none.</param>
    /// <exception cref="RpcException">UNAUTHENTICATED: there is no token, or it is not believed.</exception>
    public async ValueTask<Caller> VerifyAsync(string? authorization)
    {
        const string Scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) throw Refused("The call bears no token (authorization: Bearer ...).");
        LookAtKeys();
        Believed believed = _believed;
        string token = authorization[Scheme.Length..].Trim();
        // What is remembered is no token that somebody could use.
        string known = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        DateTimeOffset now = _time.GetUtcNow();
        if (believed.Callers.TryGetValue(known, out (Caller Caller, DateTimeOffset Until) remembered) && now < remembered.Until) return remembered.Caller;
        TokenValidationResult result = await _handler.ValidateTokenAsync(token, believed.Parameters);
        if (!result.IsValid) throw Refused($"The token is not believed: {Why(result.Exception)}.");
        var read = (JsonWebToken)result.SecurityToken;
        Caller caller = CallerOf(read);
        if (believed.Callers.Count >= MostKnown) believed.Callers.Clear();
        believed.Callers[known] = (caller, new DateTimeOffset(read.ValidTo, TimeSpan.Zero).AddSeconds(_options.ClockSkewSeconds));
        return caller;
    }

    private Caller CallerOf(JsonWebToken token)
    {
        if (!Identifier.TryParse(token.Subject, out Identifier subject, out _)) throw Refused("The token is not believed: its subject is no name of 1 to 64 of [A-Za-z0-9._-].");
        var roles = new List<Role>();
        foreach (string name in Texts(token, _options.RolesClaim))
            // Roles of other systems may stand there too.
            if (MethodAccess.RoleOf(name) is { } role) roles.Add(role);
        return Caller.Of(subject.Text, roles, Texts(token, _options.ClientIdsClaim));
    }

    private static IEnumerable<string> Texts(JsonWebToken token, string claim) => token.Claims.Where(each => each.Type == claim).Select(each => each.Value);

    private bool Lives(DateTime? from, DateTime? until)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        TimeSpan skew = TimeSpan.FromSeconds(_options.ClockSkewSeconds);
        return until is { } end && now < end + skew && (from is not { } begin || begin - skew <= now);
    }

    private void LookAtKeys()
    {
        if (_time.GetElapsedTime(Interlocked.Read(ref _lookedAt)) < TimeSpan.FromSeconds(_options.ReloadSeconds) || !_reloading.TryEnter()) return;
        try
        {
            Interlocked.Exchange(ref _lookedAt, _time.GetTimestamp());
            string text = File.ReadAllText(_options.Keys);
            if (text == _believed.Text) return;
            _believed = Load(text);
            _log.TokenKeysTaken(_believed.Parameters.IssuerSigningKeys.Count());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // A half-copied file looks like this too; the next look finds it whole.
            _log.TokenKeysRefused(problem);
        }
        finally
        {
            _reloading.Exit();
        }
    }

    private Believed Load(string text)
    {
        var parameters = new TokenValidationParameters
        {
            ValidIssuer = _options.Issuer,
            ValidAudience = _options.Audience,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = TokenKeys.Read(text),
            // A key set may have been changed under its ids, and keys in PEM have none.
            TryAllIssuerSigningKeys = true,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (from, until, _, _) => Lives(from, until),
        };
        return new Believed(text, parameters, new ConcurrentDictionary<string, (Caller, DateTimeOffset)>(StringComparer.Ordinal));
    }

    // Never what the token says: it may be somebody's.
    private static string Why(Exception? problem) => problem switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException => "it is not valid at this time",
        SecurityTokenInvalidAudienceException => "it is for somebody else",
        SecurityTokenInvalidIssuerException => "it is of another issuer",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "its signature is not of a key that is known here",
        _ => "it cannot be read",
    };

    private static RpcException Refused(string why) => new(new Status(StatusCode.Unauthenticated, why));

    private sealed record Believed(string Text, TokenValidationParameters Parameters, ConcurrentDictionary<string, (Caller Caller, DateTimeOffset Until)> Callers);
}
