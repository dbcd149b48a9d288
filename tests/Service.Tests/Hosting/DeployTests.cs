using System.Text.RegularExpressions;
using CreditDecision.Service.Door;
using CreditDecision.Service.Gathering;
using CreditDecision.Service.Health;
using CreditDecision.Service.Ledger;
using CreditDecision.Service.PersonalData;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Telemetry;

namespace CreditDecision.Service.Tests.Hosting;

/// <summary>What deploy/ and the Dockerfile say is what the service knows.</summary>
public sealed partial class DeployTests
{
    private static readonly Dictionary<string, Type> Sections = new()
    {
        ["Store"] = typeof(LedgerOptions),
        ["Cache"] = typeof(CacheOptions),
        ["Door"] = typeof(DoorOptions),
        ["Limits"] = typeof(LimitOptions),
        ["PersonalData"] = typeof(PersonalDataOptions),
        ["Health"] = typeof(HealthOptions),
        ["Telemetry"] = typeof(TelemetryOptions),
        ["Content"] = typeof(ContentOptions),
    };

    [Theory]
    [InlineData("deploy/compose/compose.yaml")]
    [InlineData("deploy/kubernetes/credit-decision.yaml")]
    [InlineData("Dockerfile")]
    public void Every_setting_is_one_of_the_service(string file)
    {
        string[] settings = [.. Setting().Matches(File.ReadAllText(Repository.At(file))).Select(match => match.Value).Distinct()];
        Assert.NotEmpty(settings);
        foreach (string setting in settings.Where(setting => !setting.StartsWith("Logging__", StringComparison.Ordinal)))
        {
            string[] parts = setting.Split("__");
            Assert.True(Sections.TryGetValue(parts[0], out Type? type), $"{file}: {setting} is of no section that is known");
            foreach (string part in parts.Skip(1)) type = Inner(type!, part);
            Assert.True(type is not null, $"{file}: {setting} is not known");
        }
    }

    [Theory]
    [InlineData("deploy/compose/compose.yaml")]
    [InlineData("deploy/kubernetes/credit-decision.yaml")]
    public void The_ports_and_programs_are_those_of_the_image(string file)
    {
        string text = File.ReadAllText(Repository.At(file)), image = File.ReadAllText(Repository.At("Dockerfile"));
        Assert.Contains("https://*:5000", text, StringComparison.Ordinal);
        Assert.Contains("EXPOSE 5000", image, StringComparison.Ordinal);
        Assert.Contains("/usr/local/bin/creditctl", image, StringComparison.Ordinal);
        foreach (Match server in Regex.Matches(text, "\"--server\", \"([^\"]+)\"")) Assert.Contains($";{server.Groups[1].Value}", text, StringComparison.Ordinal);
    }

    private static Type? Inner(Type? type, string part)
    {
        if (type is null) return null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>)) return type.GetGenericArguments()[1];
        if (type.IsArray) return type.GetElementType();
        return type.GetProperty(part)?.PropertyType;
    }

    [GeneratedRegex("\\b[A-Z][A-Za-z]+(__[A-Za-z0-9]+)+\\b")]
    private static partial Regex Setting();
}
