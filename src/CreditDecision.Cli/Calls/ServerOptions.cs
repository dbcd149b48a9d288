using System.CommandLine;

namespace CreditDecision.Cli.Calls;

/// <summary>Where the service is and how long to wait for it: the options of every command that calls it.</summary>
internal sealed class ServerOptions
{
    public const string EnvironmentName = "CREDITDECISION_SERVER";

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

    private ServerOptions()
    {
    }

    /// <param name="hasTimeout">False for a command whose call lasts as long as its work.</param>
    public static ServerOptions AddTo(Command command, bool hasTimeout = true)
    {
        var options = new ServerOptions();
        command.Add(options._server);
        if (hasTimeout) command.Add(options._timeout);
        return options;
    }

    /// <param name="connections">HTTP/2 connections to spread the calls over.</param>
    public Connection Connect(ParseResult parsed, int connections = 1) =>
        new(Address(parsed), parsed.GetValue(_timeout) ?? DefaultTimeout, connections, TimeProvider.System);

    private Uri Address(ParseResult parsed)
    {
        if (parsed.GetValue(_server) is { } given) return given;
        string? fromEnvironment = Environment.GetEnvironmentVariable(EnvironmentName);
        return string.IsNullOrEmpty(fromEnvironment)
            ? Default
            : ParseAddress(fromEnvironment, message => throw new Failure($"{EnvironmentName}: {message}", ExitCode.Usage))!;
    }

    private static Uri? ParseAddress(string text, Action<string> fail)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.Host.Length > 0)
            return address;
        fail($"\"{text}\" is not an address: write http://host:port or https://host:port.");
        return null;
    }
}
