namespace CreditDecision.Service.Ledger.Packing;

/// <summary>What is packed with one kind of dictionary. The numbers are stored.</summary>
public enum RecordKind
{
    Unspecified = 0,
    /// <summary>The reply of a decision.</summary>
    Reply = 1,
    /// <summary>What a decision was made from, before it is sealed.</summary>
    Evidence = 2,
}
