using System.CommandLine;
using System.Security.Claims;
using System.Security.Cryptography;
using CreditDecision.Cli.Calls;
using CreditDecision.Core.Documents;
using CreditDecision.V1;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CreditDecision.Cli.Auth;

/// <summary>
/// <c>creditctl auth keys|token</c>: an issuer of tokens for a machine of one's own. A bank has one already, and tells the service its keys.
/// </summary>
internal static class AuthCommand
{
    private const string PrivateName = "issuer.key", PublicName = "issuer.pem";

    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(8), LongestLifetime = TimeSpan.FromDays(30);

    public static Command Create() => new("auth", "Makes keys and tokens for trying the service out with roles.") { Keys(), Token() };

    private static Command Keys()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = $"Folder for {PrivateName}, which signs, and {PublicName}, for Door:Tokens:Keys. Neither may exist.", Required = true };
        var command = new Command("keys", "Makes a pair of keys (ECDSA P-256).") { folder };
        command.SetAction(parsed =>
        {
            DirectoryInfo given = parsed.GetValue(folder)!;
            given.Create();
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            string privateFile = Path.Combine(given.FullName, PrivateName), publicFile = Path.Combine(given.FullName, PublicName);
            if (File.Exists(publicFile)) throw new Failure($"{publicFile} exists already");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new StreamWriter(privateFile, options)) stream.WriteLine(key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(publicFile, key.ExportSubjectPublicKeyInfoPem() + "\n");
            parsed.InvocationConfiguration.Output.WriteLine($"{publicFile} is for Door:Tokens:Keys; {privateFile} signs: creditctl auth token --key {privateFile} ...");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Token()
    {
        var key = new Option<FileInfo>("--key") { Description = $"The private key in PEM, as `auth keys` makes it ({PrivateName}).", Required = true };
        var subject = new Option<string>("--subject") { Description = "Who bears it, 1 to 64 of [A-Za-z0-9._-].", Required = true };
        var roles = new Option<Role[]>("--role")
        {
            Description = $"What the bearer is, may be given several times: {string.Join(", ", System.Enum.GetValues<Role>().Where(role => role != Role.Unspecified).Select(SnakeCase.Of))}.", Required = true,
            CustomParser = given => [.. given.Tokens.Select(token =>
            {
                if (SnakeCase.TryParse(token.Value, out Role role) && role != Role.Unspecified) return role;
                given.AddError($"\"{token.Value}\" is no role");
                return Role.Unspecified;
            })],
        };
        var clients = new Option<string[]>("--client-id") { Description = "A client_id that a frontend or partner may use; may be given several times." };
        var issuer = new Option<string>("--issuer") { Description = "As Door:Tokens:Issuer says it.", DefaultValueFactory = _ => "creditctl" };
        var audience = new Option<string>("--audience") { Description = "As Door:Tokens:Audience says it.", DefaultValueFactory = _ => "creditdecision" };
        var lifetime = new Option<TimeSpan?>("--lifetime") { Description = "How long it holds, such as 30m or 8h, at most 30 days. Default: 8h.", HelpName = "time", CustomParser = Durations.Parse };
        var command = new Command("token", "Makes a token and prints it, for CREDITDECISION_TOKEN or --token-file.") { key, subject, roles, clients, issuer, audience, lifetime };
        command.SetAction(parsed =>
        {
            TimeSpan holds = parsed.GetValue(lifetime) ?? DefaultLifetime;
            if (holds > LongestLifetime) throw new Failure("--lifetime: at most 30 days", ExitCode.Usage);
            DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
            using ECDsa signing = Signing(parsed.GetValue(key)!);
            var descriptor = new SecurityTokenDescriptor
            {
                Issuer = parsed.GetValue(issuer),
                Audience = parsed.GetValue(audience),
                IssuedAt = now,
                NotBefore = now,
                Expires = now + holds,
                Subject = new ClaimsIdentity([new Claim("sub", parsed.GetValue(subject)!)]),
                Claims = new Dictionary<string, object> { ["roles"] = parsed.GetValue(roles)!.Select(SnakeCase.Of).ToArray(), ["client_ids"] = parsed.GetValue(clients) ?? [] },
                SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(signing), SecurityAlgorithms.EcdsaSha256),
            };
            parsed.InvocationConfiguration.Output.WriteLine(new JsonWebTokenHandler().CreateToken(descriptor));
            return ExitCode.Ok;
        });
        return command;
    }

    private static ECDsa Signing(FileInfo file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file.FullName));
            return key;
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new Failure($"{file}: is no private key of an elliptic curve in PEM: {problem.Message}", ExitCode.Usage);
        }
    }
}
