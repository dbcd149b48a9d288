using System.Collections.Immutable;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Audit;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Values;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Door.Tokens;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Governance;

/// <summary>Reads the fields of one request and gathers everything that is wrong with them.</summary>
internal sealed class GovernanceRequests
{
    private const int LongestText = 8_000, MostPeople = 50, MostFallbacks = 50, LongestSlot = 64, MostDocumentBytes = 2 * 1024 * 1024;

    private static readonly string[] MediaTypes = ["text/markdown", "text/plain", "text/html", "application/json", "application/pdf"];

    private readonly List<FieldError> _errors = [];

    public List<FieldError> Errors => _errors;

    /// <exception cref="RpcException">UNAUTHENTICATED: nobody is known to call.</exception>
    public static Person PersonOf(ServerCallContext context)
    {
        Caller caller = Caller.Bearing(context);
        // The roles of the wire have the same numbers.
        return new Person(caller.Identity.Name, [.. caller.Roles.Select(role => (Role)role)]);
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT, with every error.</exception>
    public void Throw()
    {
        if (_errors.Count > 0) throw Refusals.InvalidArgument(_errors);
    }

    public (ThingKey Key, Digest Artifact) Thing(Wire.ThingRef? thing)
    {
        if (thing is null) _errors.Add(new("thing", "is required"));
        return thing is null ? default : (Key(thing.Id, thing.Version, "thing"), Hash(thing.ArtifactSha256, "thing.artifact_sha256"));
    }

    public ThingKey Key(string id, int version, string field, int least = 1)
    {
        Name(id, $"{field}.id");
        if (version < least) _errors.Add(new($"{field}.version", $"must be {least} or more"));
        return new ThingKey(id, version);
    }

    public string Name(string text, string field)
    {
        if (!Identifier.TryParse(text, out _, out string problem)) _errors.Add(new(field, problem));
        return text;
    }

    public ImmutableArray<string> People(IReadOnlyCollection<string> people, string field)
    {
        if (people.Count is 0 or > MostPeople) _errors.Add(new(field, $"must be 1 to {MostPeople} people"));
        int place = 0;
        foreach (string person in people) Name(person, $"{field}[{place++}]");
        return [.. people];
    }

    public ImmutableArray<ThingKey> Fallbacks(IReadOnlyCollection<Wire.ThingKey> keys)
    {
        if (keys.Count > MostFallbacks) _errors.Add(new("fallbacks", $"must be at most {MostFallbacks}"));
        return [.. keys.Select((key, place) => Key(key.Id, key.Version, $"fallbacks[{place}]"))];
    }

    public string Slot(string slot)
    {
        bool isSound = slot.Length <= LongestSlot && slot.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '/' or '-');
        if (!isSound) _errors.Add(new("slot", $"must be at most {LongestSlot} of [A-Za-z0-9._/-]"));
        return slot;
    }

    public string Text(string text)
    {
        if (text.Length > LongestText || text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')))
            _errors.Add(new("text", $"must be at most {LongestText} characters without control characters but line feeds and tabs"));
        return text;
    }

    /// <param name="number">Of an event.</param>
    public long Reference(long number, string field)
    {
        if (number < 1) _errors.Add(new(field, "must be the number of an event"));
        return number;
    }

    public T Choice<T>(T value, string field) where T : struct, System.Enum
    {
        if (!System.Enum.IsDefined(value) || value.Equals(default(T))) _errors.Add(new(field, "must be one of its values and not unspecified"));
        return value;
    }

    public DateTimeOffset Moment(Timestamp? at, string field, bool isRequired = true)
    {
        if (at is null && isRequired) _errors.Add(new(field, "is required"));
        if (at is null) return default;
        if (ApplicationTranslation.Moment(at) is { } moment) return moment;
        _errors.Add(new(field, "is not a valid timestamp"));
        return default;
    }

    public GovernanceDocument? Document(Wire.AttachedDocument? document, GovernanceDocumentKind kind, string field)
    {
        if (document is null) return Wrong(field, "is required");
        if (!MediaTypes.Contains(document.MediaType)) return Wrong($"{field}.media_type", $"must be one of {string.Join(", ", MediaTypes)}");
        if (document.Content.Length is 0 or > MostDocumentBytes) return Wrong($"{field}.content", $"must have 1 to {MostDocumentBytes} bytes");
        return new GovernanceDocument(kind, document.MediaType, document.Content.Memory);
    }

    public Digest Hash(string hex, string field)
    {
        if (hex.Length == 2 * Digest.Length && hex.All(char.IsAsciiHexDigit)) return new Digest(Convert.FromHexString(hex));
        _errors.Add(new(field, "must be 64 hexadecimal digits"));
        return default;
    }

    private GovernanceDocument? Wrong(string field, string problem)
    {
        _errors.Add(new(field, problem));
        return null;
    }
}
