namespace CreditDecision.Service.Ledger.Packing;

/// <summary>Configuration section <c>Store:Packing</c>.</summary>
public sealed class PackingOptions
{
    /// <summary>Whether what is recorded from now on is packed. What was packed is read in any case.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Records that a dictionary is made of, 50 to 10,000. They are held until there are so many: a few megabytes.</summary>
    public int Samples { get; set; } = 1_000;

    /// <summary>Larger ones pack hardly better, and push everything else out of a processor's cache; evidence is named values, whose names need less.</summary>
    internal static int MostBytesOf(RecordKind kind) => kind == RecordKind.Reply ? 32 * 1024 : 8 * 1024;
}
