namespace CreditDecision.Modeling.Populations;

/// <summary>Where the application came from. Null features are those of applicants who withheld device data.</summary>
/// <param name="NetworkId">Stands for the address that the network hands out; many homes and offices share one.</param>
internal sealed record Footprint(
    long DeviceId,
    long NetworkId,
    long AddressId,
    bool HidesDevice,
    bool IsEmulator,
    bool IsRooted,
    bool UsesProxy,
    bool IsIpRegionMatched,
    int DeviceAgeDays,
    int FormFillSeconds,
    int Applications24H)
{
    // Ids of rings, dormitories and offices are kept apart from the row numbers that single people use.
    private const long RingSpace = 1L << 40, OfficeSpace = 1L << 41, DormitorySpace = 1L << 42, HomeSpace = 1L << 43;
    private const int RingSize = 14, OfficeSize = 12, DormitorySize = 18;

    /// <param name="expected">Size of the population, on which the number of rings, offices and dormitories depends.</param>
    internal static Footprint Draw(Dice dice, Person person, Nature nature, long row, int expected)
    {
        bool isRing = nature == Nature.RingMember, isFraud = nature is Nature.LoneFraudster or Nature.Impersonator || isRing;
        long ring = RingSpace + dice.Below(Math.Max(1, (int)(expected * Applicant.RingShare / RingSize)));
        bool isInOffice = dice.Chance(0.12), isInDormitory = person.Age < 30 && dice.Chance(0.15), isInSharedHome = dice.Chance(0.1);
        long office = OfficeSpace + dice.Below(Math.Max(1, (int)(expected * 0.12 / OfficeSize)));
        long dormitory = DormitorySpace + dice.Below(Math.Max(1, (int)(expected * 0.06 / DormitorySize)));
        long home = HomeSpace + dice.Below(Math.Max(1, (int)(expected * 0.1 / 2.5)));
        // Careful rings give each member a device, a line and an address of their own now and then.
        long device = isRing && dice.Chance(0.72) ? ring * 4 + dice.Below(3) : isInSharedHome && dice.Chance(0.3) ? home : row;
        long network = isRing && dice.Chance(0.65) ? ring * 4 + dice.Below(2) : isInOffice ? office : isInSharedHome ? home : row;
        long address = isRing && dice.Chance(0.55) ? ring * 4 : isInDormitory ? dormitory : isInSharedHome ? home : row;
        double deviceDays = isFraud && dice.Chance(0.6) ? dice.Exponential(12) : dice.Exponential(260);
        double fillMedian = isRing ? 95 : nature == Nature.LoneFraudster ? 150 : 210;
        return new Footprint(
            device, network, address,
            HidesDevice: dice.Chance(isFraud ? 0.05 : 0.03),
            IsEmulator: dice.Chance(isRing ? 0.22 : isFraud ? 0.05 : 0.002),
            IsRooted: dice.Chance(isRing ? 0.3 : isFraud ? 0.12 : 0.025),
            UsesProxy: dice.Chance(isRing ? 0.35 : isFraud ? 0.2 : 0.045),
            IsIpRegionMatched: dice.Chance(isRing ? 0.5 : isFraud ? 0.68 : 0.9),
            DeviceAgeDays: (int)Math.Min(deviceDays, 2_000),
            FormFillSeconds: (int)Math.Clamp(dice.LogNormal(fillMedian, 0.5), 10, 7_200),
            Applications24H: Math.Min(dice.Poisson(isRing ? 1.1 : isFraud ? 0.9 : 0.14), 20));
    }
}
