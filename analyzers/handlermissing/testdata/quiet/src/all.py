from reports.daily import *
