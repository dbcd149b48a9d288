using System.CommandLine;

namespace CreditDecision.Cli.Calls;

/// <summary>Where the service is and how long to wait for it: the options of every command that calls it.</summary>
internal sealed class ServerOptions
{
    public const string EnvironmentName = "CREDITDECISION_SERVER";

    private const string AuthorityName = "CREDITDECISION_CA", CertificateName = "CREDITDECISION_CLIENT_CERT", KeyName = "CREDITDECISION_CLIENT_KEY", TokenName = "CREDITDECISION_TOKEN";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    private static readonly Uri Default = new("http://127.0.0.1:5000");

    private readonly Option<Uri> _server = new("--server")
    {
        Description = $"Address of the service. Default: the variable {EnvironmentName}, else {Default.OriginalString}.",
        HelpName = "url",
        CustomParser = given => ParseAddress(given.Tokens.Single().Value, given.AddError),
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "Deadline of one call, such as 500ms or 2m. Default: 10s.",
        HelpName = "time",
        CustomParser = Durations.Parse,
    };

    private readonly Option<string?> _authority = TlsFile("--ca-file", AuthorityName, "PEM file with the authority of the service's certificate. Default: those that the machine believes");
    private readonly Option<string?> _certificate = TlsFile("--client-cert", CertificateName, "PEM file with the certificate to show. Default: none");
    private readonly Option<string?> _key = TlsFile("--client-key", KeyName, "PEM file with its key. Default: none");

    // The token itself is never taken from the command line, where process lists show it.
    private readonly Option<FileInfo?> _token = new("--token-file") { Description = $"File with the token to bear. Default: the variable {TokenName} holds it, else none.", HelpName = "file" };

    private ServerOptions()
    {
    }

    /// <param name="hasTimeout">False for a command whose call lasts as long as its work.</param>
    public static ServerOptions AddTo(Command command, bool hasTimeout = true)
    {
        var options = new ServerOptions();
        command.Add(options._server);
        command.Add(options._authority);
        command.Add(options._certificate);
        command.Add(options._key);
        command.Add(options._token);
        if (hasTimeout) command.Add(options._timeout);
        return options;
    }

    /// <param name="connections">HTTP/2 connections to spread the calls over.</param>
    public Connection Connect(ParseResult parsed, int connections = 1) =>
        new(Address(parsed), Tls(parsed), Token(parsed), parsed.GetValue(_timeout) ?? DefaultTimeout, connections, TimeProvider.System);

    private Uri Address(ParseResult parsed)
    {
        if (parsed.GetValue(_server) is { } given) return given;
        string? fromEnvironment = Environment.GetEnvironmentVariable(EnvironmentName);
        return string.IsNullOrEmpty(fromEnvironment)
            ? Default
            : ParseAddress(fromEnvironment, message => throw new Failure($"{EnvironmentName}: {message}", ExitCode.Usage))!;
    }

    private TlsFiles Tls(ParseResult parsed) => new(
        parsed.GetValue(_authority) ?? FromEnvironment(AuthorityName),
        parsed.GetValue(_certificate) ?? FromEnvironment(CertificateName),
        parsed.GetValue(_key) ?? FromEnvironment(KeyName));

    private string? Token(ParseResult parsed)
    {
        string? token = parsed.GetValue(_token) is { } file ? File.ReadAllText(file.FullName).Trim() : FromEnvironment(TokenName)?.Trim();
        return token is null || token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_')
            ? token
            : throw new Failure("the token is none: it has letters that tokens have not", ExitCode.Usage);
    }

    private static Option<string?> TlsFile(string name, string environment, string description) =>
        new(name) { Description = $"{description}, or the variable {environment}.", HelpName = "file" };

    private static string? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? given : null;

    private static Uri? ParseAddress(string text, Action<string> fail)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.Host.Length > 0)
            return address;
        fail($"\"{text}\" is not an address: write http://host:port or https://host:port.");
        return null;
    }
}
