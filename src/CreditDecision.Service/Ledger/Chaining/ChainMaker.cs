using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger.Chaining;

/// <summary>Begins the chains of a store's writers.</summary>
internal sealed record ChainMaker(ChainSeal Seal, TimeProvider Time)
{
    public ChainWriter Begin() => new(Seal, Time);
}
