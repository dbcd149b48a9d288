namespace CreditDecision.Core.Applications;

/// <summary>One field of a request that cannot be accepted.</summary>
/// <param name="Field">Path in the API's own names: <c>borrower.id_number</c>, <c>features[3].number</c>.</param>
/// <param name="Description">What is wrong and what is expected. Never quotes personal data.</param>
public readonly record struct FieldError(string Field, string Description);

/// <summary>Gathers every bad field of a request, so that a frontend mends them in one go.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> All => _errors;

    public bool Any => _errors.Count > 0;

    public void Add(string field, string description) => _errors.Add(new FieldError(field, description));

    internal void Require(bool holds, string field, string description)
    {
        if (!holds) Add(field, description);
    }

    /// <summary>A sub-message that must be there.</summary>
    internal T? Present<T>(T? value, string field) where T : class
    {
        Require(value is not null, field, "is required");
        return value;
    }

    internal void Text(string value, string field, int most) =>
        Require(value.Length >= 1 && value.Length <= most, field, $"must be 1 to {most} characters, has {value.Length}");

    internal void Between(long value, string field, long least, long most) =>
        Require(value >= least && value <= most, field, $"must be between {least} and {most}, is {value}");

    internal void Said<T>(T value, string field) where T : struct, Enum
    {
        if (value.Equals(default(T))) Add(field, "is required");
        else Require(Enum.IsDefined(value), field, $"has the unknown value {value}");
    }

    /// <summary>A moment that has come already; clocks of callers may run ahead a little.</summary>
    internal DateTimeOffset Past(DateTimeOffset? value, string field, DateTimeOffset now)
    {
        if (value is not { } moment)
        {
            Add(field, "is required");
            return now;
        }
        Require(moment <= now + Application.ClockTolerance, field, "must not be in the future");
        return moment;
    }
}
