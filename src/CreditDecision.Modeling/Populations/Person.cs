namespace CreditDecision.Modeling.Populations;

/// <summary>Who applies.</summary>
/// <param name="MonthlyIncomeYuan">As declared and mostly true.</param>
/// <param name="Worth">Creditworthiness that no feature shows directly, standard normal; higher is better.</param>
internal sealed record Person(
    int Age, bool IsMale, Region Region, string Education, string Employment, int EmploymentMonths, double MonthlyIncomeYuan, double Worth)
{
    private const double MedianIncomeYuan = 6_800;

    internal static Person Draw(Dice dice)
    {
        int age = DrawAge(dice);
        Region region = Regions.Draw(dice);
        string education = DrawEducation(dice, age);
        string employment = DrawEmployment(dice, age, education);
        int employmentMonths = employment is "unemployed" or "student" or "retired" ? 0 : (int)Math.Min((age - 18) * 12, dice.Exponential(age < 25 ? 18 : 52));
        double worth = dice.Normal(0, 1);
        double factor = region.IncomeFactor * EducationFactor(education) * EmploymentFactor(employment) * AgeFactor(age) * Math.Exp(0.06 * worth);
        double income = Math.Clamp(dice.LogNormal(MedianIncomeYuan * factor, 0.36), 500, 200_000);
        return new Person(age, dice.Chance(0.58), region, education, employment, employmentMonths, Math.Round(income / 100) * 100, worth);
    }

    private static int DrawAge(Dice dice)
    {
        // Loan applicants are mostly between 25 and 40; the tail of older ones is thin.
        while (true)
        {
            int age = (int)dice.LogNormal(32, 0.27);
            if (age is >= 20 and <= 62) return age;
        }
    }

    private static string DrawEducation(Dice dice, int age) => age < 40
        ? dice.Pick([("graduate", 5.0), ("university", 27), ("college", 29), ("high_school", 25), ("junior_or_below", 12), ("other", 2)])
        : dice.Pick([("graduate", 2.0), ("university", 13), ("college", 20), ("high_school", 33), ("junior_or_below", 29), ("other", 3)]);

    private static string DrawEmployment(Dice dice, int age, string education)
    {
        bool isHigher = education is "graduate" or "university" or "college";
        return dice.Pick(
        [
            ("public_sector", isHigher ? 16.0 : 3), ("enterprise", isHigher ? 52 : 34), ("self_employed", 14), ("gig", isHigher ? 8 : 24),
            ("farmer", isHigher ? 1 : 12), ("student", age < 24 ? 14 : 0), ("retired", age > 54 ? 20 : 0), ("unemployed", 3),
        ]);
    }

    private static double EducationFactor(string education) => education switch
    {
        "graduate" => 1.55, "university" => 1.25, "college" => 1.05, "high_school" => 0.92, "junior_or_below" => 0.8, _ => 0.9,
    };

    private static double EmploymentFactor(string employment) => employment switch
    {
        "public_sector" => 1.08, "self_employed" => 1.15, "gig" => 0.85, "farmer" => 0.62, "student" => 0.28, "retired" => 0.6, "unemployed" => 0.35, _ => 1,
    };

    private static double AgeFactor(int age) => 0.72 + 0.36 * Math.Exp(-Math.Pow((age - 40) / 14.0, 2));
}
