using CreditDecision.Service.PersonalData;

namespace CreditDecision.Service.Ledger.Postgres;

/// <summary>
/// What this process last saw of borrowers' exposures, so that most decisions are made with the right one without asking the server. Bounded:
/// in two generations, of which the older one is forgotten when the younger one is full. Any thread may use it.
/// </summary>
/// <param name="most">Borrowers in a generation.</param>
internal sealed class ExpectedExposures(int most)
{
    private readonly Lock _gate = new();
    private Dictionary<BorrowerToken, long> _young = [], _old = [];

    /// <returns>Nothing, which most borrowers have, where it was not seen.</returns>
    public Exposure Of(BorrowerToken borrower)
    {
        lock (_gate) return new Exposure(_young.TryGetValue(borrower, out long fen) ? fen : _old.GetValueOrDefault(borrower));
    }

    public void Saw(BorrowerToken borrower, Exposure exposure)
    {
        lock (_gate)
        {
            if (_young.Count >= most) (_old, _young) = (_young, []);
            _young[borrower] = exposure.ReservedFen;
        }
    }
}
