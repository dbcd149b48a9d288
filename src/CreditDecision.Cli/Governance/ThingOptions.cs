using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.Cli.Printing;
using CreditDecision.V1;

namespace CreditDecision.Cli.Governance;

/// <summary>The thing that a command is of, and at which artifact.</summary>
internal sealed class ThingOptions
{
    private readonly Argument<ThingKey> _thing = ThingArgument.Create();
    private readonly Option<string?> _artifact = new("--artifact") { Description = "SHA-256 that its artifact must have. Default: what the service says it has.", HelpName = "sha256" };

    public static ThingOptions AddTo(Command command)
    {
        var options = new ThingOptions();
        command.Add(options._thing);
        command.Add(options._artifact);
        return options;
    }

    /// <summary>Asks the service for the artifact where none was insisted on, and says on stderr which it is: the command is of that one and no other.</summary>
    public async Task<ThingRef> ReadAsync(ParseResult parsed, Connection connection, CancellationToken cancellation)
    {
        ThingKey key = parsed.GetRequiredValue(_thing);
        string? artifact = parsed.GetValue(_artifact);
        if (artifact is null)
        {
            GovernedThing found = await new ModelGovernanceService.ModelGovernanceServiceClient(connection.Channel)
                .GetThingAsync(new GetThingRequest { Thing = key }, connection.Options(cancellation));
            artifact = found.Hashes.ArtifactSha256;
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{ThingArgument.Text(key)} is {Show.Words(found.State)}; its artifact is {artifact}");
        }
        return new ThingRef { Id = key.Id, Version = key.Version, ArtifactSha256 = artifact };
    }
}
