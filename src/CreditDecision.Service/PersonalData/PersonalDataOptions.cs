namespace CreditDecision.Service.PersonalData;

/// <summary>Configuration section <c>PersonalData</c>.</summary>
public sealed class PersonalDataOptions
{
    /// <summary>
    /// File with the keys. Empty means a file beside the store, made on the first start: whoever loses it loses the evidence and the
    /// look-up of borrowers, so it is backed up with the store and kept apart from it.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Name of the variable of the environment that holds what a key file would, in its place. Empty means a file.</summary>
    public string KeyVariable { get; set; } = "";

    /// <summary>
    /// Makes the key file where it is absent. A new embedded store does so by itself; for a store that replicas share it is said once, by
    /// whoever makes the keys that all of them are given.
    /// </summary>
    public bool CreateKeyFile { get; set; }

    /// <summary>
    /// Years for which everything known of a borrower is kept after the last of it, 1 to 100. Ten, as China's Anti-Money-Laundering Law (2024
    /// revision, article 34) has it.
    /// </summary>
    public int RetentionYears { get; set; } = 10;
}
